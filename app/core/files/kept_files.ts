import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { reported } from '#core/files/reported'
import type { FileScanner } from '#core/files/scanner'
import type { FilePart, FileStore, SignedAnswer, SignedUpload } from '#core/files/store'
import { isWrapped } from '#core/plugins/plugin_set'
import { service } from '#core/plugins/services/service'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

/** A store that can do all that one may. */
interface KeptFiles extends Required<Omit<FileStore, 'open' | 'signUpload' | 'signDownload'>> {
  open(path: string, part: FilePart | null): Promise<Readable | null>
  /** @returns null where clients send their files to this application */
  signUpload(path: string, bytes: number, seconds: number): Promise<SignedUpload | null>
  /** @returns null where this application answers with its files itself */
  signDownload(path: string, answered: SignedAnswer, seconds: number): Promise<string | null>
}

/** Where the files of an organization lie, as plugins that are on there have it. Also outside of units of work. */
export async function filesOf(organizationId: string): Promise<KeptFiles> {
  const ask = () => service('files.storage', { organizationId })
  const store = await within('files.storage', organizationId, ask)
  return {
    put: (path, bytes, contentType) => reported(() => store.put(path, bytes, contentType)),
    get: (path) => reported(() => store.get(path)),
    delete: (path) => reported(() => store.delete(path)),
    list: (folder) => reported(() => store.list(folder)),
    deleteAll: (folder) => reported(() => store.deleteAll(folder)),
    putFile: (path, source, contentType) =>
      reported(async () =>
        store.putFile
          ? store.putFile(path, source, contentType)
          : store.put(path, await readFile(source), contentType)
      ),
    open: (path, part) =>
      reported(async () => {
        if (!store.open) return readWhole(store, path, part)
        const bytes = await store.open(path, part)
        return bytes instanceof Readable ? bytes : bytes && Readable.from(bytes)
      }),
    signUpload: (path, bytes, seconds) =>
      reported(async () => (await store.signUpload?.(path, bytes, seconds)) ?? null),
    signDownload: (path, answered, seconds) =>
      reported(async () => (await store.signDownload?.(path, answered, seconds)) ?? null),
  }
}

async function readWhole(store: FileStore, path: string, part: FilePart | null) {
  const file = await store.get(path)
  if (file === null) return null
  return Readable.from([part ? file.bytes.subarray(part.start, part.end + 1) : file.bytes])
}

/** What looks at files of an organization before its records have them. Also outside of units of work. */
export function scannerOf(organizationId: string): Promise<FileScanner> {
  return within('files.scan', organizationId, () => service('files.scan', { organizationId }))
}

/** Plugins that have a part are those of the organization of the running unit. */
function within<T>(name: string, organizationId: string, ask: () => Promise<T>): Promise<T> {
  const isAsked = !isWrapped(name) || Boolean(UnitOfWork.current())
  return isAsked ? ask() : UnitOfWork.run(forOrganization(organizationId), ask)
}
