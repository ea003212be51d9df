import { bucket, files } from '#config/files'
import type { FileStore } from '#core/files/store'

let store: FileStore | undefined

/** Where files lie, unless plugins have it otherwise. */
export async function defaultStore(): Promise<FileStore> {
  const kept = (store ??= await configuredStore())
  const { putFile, open, signUpload, signDownload } = kept
  /* Of its own methods, so that one of them may be replaced. */
  return {
    put: (path, bytes, contentType) => kept.put(path, bytes, contentType),
    get: (path) => kept.get(path),
    delete: (path) => kept.delete(path),
    list: (folder) => kept.list(folder),
    deleteAll: (folder) => kept.deleteAll(folder),
    ...(putFile && { putFile: putFile.bind(kept) }),
    ...(open && { open: open.bind(kept) }),
    ...(signUpload && { signUpload: signUpload.bind(kept) }),
    ...(signDownload && { signDownload: signDownload.bind(kept) }),
  }
}

/** The client of S3 is large, and loaded only where it is used. */
async function configuredStore(): Promise<FileStore> {
  if (bucket === null) {
    const { LocalStore } = await import('#core/files/local_store')
    return new LocalStore(files.folder)
  }
  const { S3Store } = await import('#core/files/s3_store')
  return new S3Store(bucket)
}

/**
 * Keeps files elsewhere from here on. For tests.
 *
 * @returns puts back the store before
 */
export function keepFilesIn(other: FileStore): () => void {
  const before = store
  store = other
  return () => {
    store = before
  }
}
