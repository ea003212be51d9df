/**
 * Where files lie, by paths whose parts are separated by slashes: `<organization>/<plugin>/<key>`, and
 * `<organization>/_records/<id>` of what records have.
 */
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
  /**
   * As `put`, of a file of this computer, which may be gone afterwards. Where a store has none, the file is
   * read and `put`.
   */
  putFile?(path: string, source: string, contentType: string): Promise<void>
  /** The bytes of a file as they are read, or of a part of it; null when there is none. Where a store has none, `get` reads all of it. */
  open?(path: string, part: FilePart | null): Promise<AsyncIterable<Uint8Array> | null>
  /**
   * What lets a client put a file of exactly so many bytes there itself, for so many seconds and without a
   * login. Where a store has none, the client sends it to this application.
   */
  signUpload?(path: string, bytes: number, seconds: number): Promise<SignedUpload>
  /**
   * An address at which a client reads a file itself, for so many seconds and without a login; it is answered
   * with the disposition and the type that are given. Where a store has none, this application answers it.
   */
  signDownload?(path: string, answered: SignedAnswer, seconds: number): Promise<string>
}

/** A request that puts a file in its place. */
export interface SignedUpload {
  readonly url: string
  /** Which it has to have. */
  readonly headers: Readonly<Record<string, string>>
}

/** How a file is answered that this application does not answer itself. */
export interface SignedAnswer {
  /** `attachment; filename="offer.pdf"` */
  readonly disposition: string
  readonly contentType: string
}

/** A file as it is kept. */
export interface KeptFile {
  readonly bytes: Uint8Array
  readonly contentType: string
}

/** The bytes from one to another, both of them included, counted from 0. */
export interface FilePart {
  readonly start: number
  readonly end: number
}
