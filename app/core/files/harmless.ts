import { cleanFileName } from '#core/files/file_name'
import { scannerOf } from '#core/files/kept_files'
import type { SpooledFile } from '#core/files/spool'
import { Problem } from '#core/http/exceptions/problem'

/**
 * Has a file looked at that is of use only when it is known to be harmless, outside of units of work.
 *
 * @param contentType what it is, as far as this application reads it
 * @throws 422 for what a scanner refuses, 503 when it cannot say
 */
export async function ensureHarmless(
  organizationId: string,
  file: SpooledFile & { readonly name: string },
  contentType: string
): Promise<void> {
  const scanner = await scannerOf(organizationId)
  const name = cleanFileName(file.name, contentType)
  const verdict = await scanner.scan({ ...file, name, contentType })
  if (verdict.result === 'refused') {
    throw new Problem(422, { code: 'file_refused', detail: verdict.reason })
  }
  if (verdict.result === 'pending') {
    throw new Problem(503, {
      code: 'file_not_scanned',
      detail: verdict.reason,
      headers: { 'Retry-After': '60' },
    })
  }
}
