/** Where files lie, by paths whose parts are separated by slashes: `<organization>/<plugin>/<key>`. */
export interface FileStore {
  /** Keeps a file, in the place of one that is there. A reader meanwhile has either of them as a whole. */
  put(path: string, bytes: Uint8Array, contentType: string | null): Promise<void>
  /** @returns null when there is none */
  get(path: string): Promise<KeptFile | null>
  /** Does nothing when there is none. */
  delete(path: string): Promise<void>
  /** The paths of all files below a folder, in their order; none when there is no such folder. */
  list(folder: string): Promise<readonly string[]>
  /** Deletes a folder with everything below it. */
  deleteAll(folder: string): Promise<void>
}

/** A file as it is kept. */
export interface KeptFile {
  readonly bytes: Uint8Array
  readonly contentType: string
}
