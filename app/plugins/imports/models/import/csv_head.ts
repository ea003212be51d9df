import { refused } from '#plugins/imports/models/import/csv_encoding'

export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** What stands before the line that names the columns, and how cells are told apart. */
export interface Head {
  /** The byte order mark and the line `sep=;`, as they stand in the file, if they do. */
  readonly preamble: string
  /** How many bytes of the file that is. */
  readonly size: number
  readonly delimiter: Delimiter
}

/** So much of a file is looked at to find its delimiter. */
const LOOKED_AT = 256 * 1024

/** The mark that Windows puts first, and the line by which Excel is told the delimiter. */
const PREAMBLE = /^\ufeff?(?:("?)sep=(.)\1\2*(?:\r\n|\n|\r))?/i

/**
 * Reads the beginning of a file of text in UTF-8.
 *
 * @param delimiter wins over what the file says of itself; absent: the one that
 * `sep=` names, or else the one that stands most often in the first line
 * @throws 422 when its `sep=` names no delimiter
 */
export function headOf(content: Buffer, delimiter?: Delimiter): Head {
  const start = content.subarray(0, LOOKED_AT).toString('utf8')
  const [preamble = '', , named] = PREAMBLE.exec(start) ?? []
  return {
    preamble,
    size: Buffer.byteLength(preamble),
    delimiter: delimiter ?? (named ? delimiterNamed(named) : mostFrequent(start)),
  }
}

/** What stands before the names of the columns in a line, or lines, that names them. */
export function preambleOf(header: string): string {
  return PREAMBLE.exec(header)?.[0] ?? ''
}

function delimiterNamed(named: string): Delimiter {
  const delimiter = DELIMITERS.find((known) => known === named)
  if (delimiter) return delimiter
  throw refused(
    'delimiter',
    `The first line says "sep=${named}". Cells are separated by a comma, a semicolon, a tab or |`
  )
}

function mostFrequent(start: string): Delimiter {
  const bare = start.replaceAll(/"[^"]*"/g, '').replace(/^[\ufeff\r\n]+/, '')
  const [first = ''] = bare.split(/[\r\n]/, 1)
  const times = (delimiter: string) => first.split(delimiter).length
  const [most = ','] = DELIMITERS.toSorted((one, other) => times(other) - times(one))
  return most
}
