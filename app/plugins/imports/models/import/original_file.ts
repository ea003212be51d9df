import { ArrivingFile, pathOf } from '#core/files/arriving_file'
import { cleanFileName } from '#core/files/file_name'
import { ensureHarmless } from '#core/files/harmless'
import { filesOf } from '#core/files/kept_files'
import type { AnsweredFile } from '#core/http/file_answer'
import type { WriteAsCaller } from '#core/http/middleware/access_middleware'
import type { SpooledUpload } from '#core/http/upload'
import { fileIn } from '#plugins/imports/models/import/create_import'
import { type Reader, readHeld, removed } from '#plugins/imports/models/import/readable'
import { UnitOfWork } from '#core/database/unit_of_work'

const TYPE = 'text/csv'
/** Whose endings its name may have. */
const NAMED_AS = 'text/plain'
/** For which an address of the storage may be followed. */
const READ_SECONDS = 60

/** A file that lies where it stays. */
export interface OriginalFile {
  readonly arriving: ArrivingFile
  readonly sha256: string
}

/**
 * Keeps the file that an import is ordered with while the rest of what makes the import is done. Outside of
 * units of work.
 *
 * @throws 409 when there is no room for it, 422 when a scanner refuses it
 */
export async function whileKept<T>(
  { writeAsCaller }: { readonly writeAsCaller: WriteAsCaller },
  upload: Pick<SpooledUpload, 'file'>,
  work: (file: OriginalFile) => Promise<T>
): Promise<T> {
  const file = fileIn(upload)
  const arriving = await writeAsCaller(() => ArrivingFile.reserve(file.bytes))
  return arriving.during(async () => {
    await ensureHarmless(arriving.organizationId, file, NAMED_AS)
    await arriving.store(file, TYPE)
    return work({ arriving, sha256: file.sha256 })
  })
}

interface Kept extends Record<string, unknown> {
  readonly file_id: string | null
  readonly file_digest: string | null
  readonly file_name: string
  readonly file_size: number
  readonly encoding: string
}

/**
 * The file of an import as it was sent. Opened when the unit of work has ended.
 *
 * @throws 404 when there is no such import for the caller, or its file is removed; 403 when they may not see
 * what it held
 */
export async function originalFileOf(reader: Reader, id: string): Promise<AnsweredFile> {
  const { organizationId } = UnitOfWork.get()
  const columns = 'r.file_id, r.file_digest, r.file_name, r.file_size, r.encoding'
  const kept = await readHeld<Kept>(reader, id, columns)
  const { file_id: fileId, file_digest: sha256 } = kept
  if (fileId === null || sha256 === null || organizationId === null) throw removed()
  const path = pathOf(organizationId, fileId)
  return {
    name: cleanFileName(kept.file_name, NAMED_AS),
    contentType: `${TYPE}; charset=${kept.encoding}`,
    bytes: kept.file_size,
    sha256,
    sign: async (answered) =>
      (await filesOf(organizationId)).signDownload(path, answered, READ_SECONDS),
    open: async (part) => (await filesOf(organizationId)).open(path, part),
  }
}
