import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import type { PageRule } from '#core/access/access_rule'
import type { Problem } from '#core/http/exceptions/problem'

/** What is answered to people, under a path of its own, beside the API. */
export interface Pages {
  readonly path: string
  /** Lets somebody in to a page, and runs it. @throws what keeps them out */
  admit(ctx: HttpContext, next: NextFn, rule: PageRule): Promise<void>
  /** Answers what went wrong. */
  answerProblem(error: unknown, problem: Problem, ctx: HttpContext): Promise<unknown>
}

let provided: Pages | undefined

/** Makes known who answers people. Once, while the application starts. */
export function providePages(given: Pages): void {
  provided = given
}

/** @throws when nobody answers people */
export function pages(): Pages {
  if (!provided) throw new Error('This application has no pages')
  return provided
}

/** Whether a path is a page's, for people, and not the API's, for programs. */
export function isPage(path: string): boolean {
  return provided !== undefined && isUnder(provided.path, path)
}

function isUnder(parent: string, path: string): boolean {
  return path === parent || path.startsWith(`${parent}/`)
}
