import { notFound } from '#core/http/exceptions/problem'

/** Paths that are no page: anyone who is logged in is told so on a page. */
export default class UnknownPagesController {
  show(): never {
    throw notFound('page')
  }
}
