/** A file that is to be looked at, on this computer until it has been. */
export interface FileToScan {
  readonly path: string
  readonly name: string
  /** By its content. */
  readonly contentType: string
  readonly bytes: number
  /** In hexadecimal. */
  readonly sha256: string
}

/**
 * What came of looking at a file: `refused` is kept nowhere; `pending` is kept, and read by no one until
 * it was looked at again and is `clean`. The reason is a sentence for the user who sent it.
 */
export type Verdict =
  { readonly result: 'clean' } | { readonly result: 'pending' | 'refused'; readonly reason: string }

/** What looks at files before records have them. Outside of transactions: it may wait for another system. */
export interface FileScanner {
  scan(file: FileToScan): Promise<Verdict>
}

/** Where no plugin looks at them. */
export const unscanned: FileScanner = { scan: async () => ({ result: 'clean' }) }
