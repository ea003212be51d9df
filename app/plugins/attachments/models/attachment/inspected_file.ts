import { contentTypeOf } from '#core/files/content_type'
import { cleanFileName } from '#core/files/file_name'
import { scannerOf } from '#core/files/kept_files'
import type { Verdict } from '#core/files/scanner'
import type { SpooledFile } from '#core/files/spool'
import { Problem, invalid } from '#core/http/exceptions/problem'

/** A file of which is known what it is. */
export interface InspectedFile extends SpooledFile {
  readonly name: string
  readonly contentType: string
  readonly verdict: Verdict
}

const MAX_REASON = 500

/**
 * Looks at a file before a record has it, outside of units of work.
 *
 * @throws 422 for an empty one, 415 for a type that is not accepted, 422 for what a scanner refuses
 */
export async function inspectFile(
  organizationId: string,
  file: SpooledFile & { readonly name: string }
): Promise<InspectedFile> {
  if (file.bytes === 0) throw refused('empty', 'The file is empty')
  const contentType = await contentTypeOf(file.path)
  const name = cleanFileName(file.name, contentType)
  const scanner = await scannerOf(organizationId)
  const verdict = await scanner.scan({ ...file, name, contentType })
  if (verdict.result === 'refused') throw unsafe(verdict.reason)
  return { ...file, name, contentType, verdict: shortened(verdict) }
}

function shortened(verdict: Verdict): Verdict {
  if (verdict.result === 'clean') return verdict
  return { ...verdict, reason: verdict.reason.slice(0, MAX_REASON) }
}

function refused(rule: string, message: string): Problem {
  return invalid([{ field: 'file', rule, message }])
}

function unsafe(reason: string): Problem {
  return new Problem(422, { code: 'file_refused', detail: reason })
}
