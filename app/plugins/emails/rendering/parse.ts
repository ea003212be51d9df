/** A place in a text that a value takes: `{{ deal.title }}`, `{{ person.first_name | default: "there" }}`. */
export interface Variable {
  /** What the value is of: `deal`. */
  readonly of: string
  readonly field: string
  /** What stands there without a value. */
  readonly fallback: string
}

/** A text as its parts follow each other. */
export type Parts = readonly (string | Variable)[]

/** What stands between braces and is no variable. */
export class MalformedVariable extends Error {
  constructor(readonly found: string) {
    super(`"${found}" is not a variable such as {{ person.first_name }}`)
  }
}

const PLACE = /\{\{([^{}]{0,400})\}\}/g
const VARIABLE = /^([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)(?: *\| *default: *"([^"\r\n]{0,200})")?$/
const BRACES = /\{\{.{0,40}|.{0,40}\}\}/su

/**
 * Divides a text at its variables. There is nothing else in the language: no conditions, no loops, and
 * nothing that is run.
 *
 * @throws {MalformedVariable} for braces that are not around a variable
 */
export function parse(text: string): Parts {
  const parts: (string | Variable)[] = []
  let end = 0
  for (const place of text.matchAll(PLACE)) {
    const [whole, inner = ''] = place
    const [, of = '', field = '', fallback = ''] = VARIABLE.exec(inner.trim()) ?? []
    if (of === '') throw new MalformedVariable(whole)
    parts.push(plain(text.slice(end, place.index)), { of, field, fallback })
    end = place.index + whole.length
  }
  return [...parts, plain(text.slice(end))].filter((part) => part !== '')
}

function plain(text: string): string {
  const [braces] = BRACES.exec(text) ?? []
  if (braces !== undefined) throw new MalformedVariable(braces)
  return text
}

/** The variables of a text, in their order. */
export function variablesIn(parts: Parts): readonly Variable[] {
  return parts.filter((part) => typeof part !== 'string')
}
