import type { Maybe } from '#core/plugins/api'
import type { Json } from '#core/plugins/rights/types'

/*
 * What a route of a plugin answers besides JSON. Nothing that people have typed is ever run: a file is
 * kept by the browser and not shown, and a page has neither scripts, nor forms, nor anything from elsewhere.
 */

interface FileContents {
  /** What it is called where it is kept: `QU-000001.pdf`. What no file can be called is left out. */
  readonly name: string
  /** `application/pdf` */
  readonly contentType: string
  /**
   * Its bytes, or what makes them: that runs when the transaction is over, so that it holds no
   * connection to the database, and asks nothing of it.
   */
  readonly content: Uint8Array | string | (() => Maybe<Uint8Array | string>)
}

/** A file, as a route answers it. */
export class FileAnswer {
  constructor(readonly file: FileContents) {}
}

/** Answers a file: `return fileAnswer({ name: 'list.csv', contentType: 'text/csv', content })`. */
export function fileAnswer(file: FileContents): FileAnswer {
  return new FileAnswer(file)
}

interface PageContents {
  /** A view of the plugin, in its folder `views`: `products::quote`. It is the body. */
  readonly view: string
  /** What the view is given, which it escapes. */
  readonly state?: Json
  readonly title: string
  /** In which language it is, as BCP 47 has it: `de`. English by default. */
  readonly language?: string
  /** CSS, which is all that the page is styled by. It holds nothing that people have typed. */
  readonly styles?: string
}

/** A page to be read and printed, as a route answers it. */
export class PageAnswer {
  constructor(readonly page: PageContents) {}
}

/** Answers a page: `return pageAnswer({ view: 'products::quote', state, title: 'Quote' })`. */
export function pageAnswer(page: PageContents): PageAnswer {
  return new PageAnswer(page)
}
