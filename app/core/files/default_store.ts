import { files } from '#config/files'
import { LocalStore } from '#core/files/local_store'
import type { FileStore } from '#core/files/store'

let store: FileStore = new LocalStore(files.folder)

/** Where files lie, unless plugins have it otherwise. */
export function defaultStore(): FileStore {
  const { putFile, open } = store
  /* Of its own methods, so that one of them may be replaced. */
  return {
    put: (path, bytes, contentType) => store.put(path, bytes, contentType),
    get: (path) => store.get(path),
    delete: (path) => store.delete(path),
    list: (folder) => store.list(folder),
    deleteAll: (folder) => store.deleteAll(folder),
    ...(putFile && { putFile: putFile.bind(store) }),
    ...(open && { open: open.bind(store) }),
  }
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
