import { hash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { appUrl } from '#config/app'
import { Problem } from '#core/http/exceptions/problem'
import type { ListRequest } from '#core/resources/query/list_request'
import { type Detail, type Page, queryFor } from '#core/resources/query/record_query'
import { type Read } from '#core/database/read'

/**
 * What a controller returns: the read that its answer rests on. The middleware
 * runs it as the last statement of the request's transaction, together with the
 * commit, and so writes the answer.
 */
export type Reply = Read<void>

const JSON_TYPE = 'application/json; charset=utf-8'

/** What leads from a page to another one, given what of the request is another there. */
export type PageLink = (change: Readonly<Record<string, string | null>>) => unknown

/**
 * Answers a list with a page of it and the links to its neighbours.
 *
 * @param link their addresses by default
 */
export function answerPage(
  ctx: HttpContext,
  request: ListRequest,
  page: Read<Page>,
  link: PageLink = (change) => pageLink(ctx, change)
): Reply {
  const body = page.map((shown) => {
    const { next, previous } = neighbours(request, shown, link)
    return (
      `{"count":${shown.count},"next":${JSON.stringify(next)},` +
      `"previous":${JSON.stringify(previous)},"page_size":${request.pageSize},` +
      `"results":[${shown.results}]}`
    )
  })
  return answerJson(ctx, body)
}

/**
 * Answers one record with its entity tag: the version, for `If-Match`, and the
 * digest of these very bytes, for `If-None-Match`. What a record embeds may
 * change without it (RFC 9110, 8.8.3).
 */
export function answerDetail(ctx: HttpContext, detail: Read<Detail>): Reply {
  return detail.map((shown) => sendDetail(ctx, shown))
}

function sendDetail(ctx: HttpContext, detail: Detail): void {
  const { response } = ctx
  const tag = entityTag(detail)
  response.header('ETag', tag).header('Content-Type', JSON_TYPE)
  if (isKnownToClient(ctx, tag)) response.status(304).send(null)
  else response.send(detail.body)
}

/** Whether the client has what this tag is of already, by its `If-None-Match` (RFC 9110, section 13.1.2). */
export function isKnownToClient({ request }: Pick<HttpContext, 'request'>, tag: string): boolean {
  const known = request.header('if-none-match')?.split(/\s*,\s*/) ?? []
  return known.includes(tag) || known.includes('*')
}

type Members = Readonly<Record<string, unknown>>

/** Answers a record that the caller has changed. */
export function answerChanged(ctx: HttpContext, id: string): Reply {
  return answerDetail(ctx, queryFor(ctx).reload(id))
}

/**
 * Answers a new record: where it is, and what it is.
 *
 * @param once what is said of it this once, such as a secret that is kept nowhere
 */
export function answerCreated(ctx: HttpContext, id: string, once: Members = {}): Reply {
  const { request, response } = ctx
  response.status(201).header('Location', `${request.url().replace(/\/+$/, '')}/${id}/`)
  const detail = queryFor(ctx).reload(id)
  return answerDetail(
    ctx,
    detail.map((shown) => withMembers(shown, once))
  )
}

/**
 * Answers an action: what happened, and the record it happened to.
 *
 * @param more what else there is to say about it
 * @param once what is said of the record this once
 */
export function answerAction(
  ctx: HttpContext,
  message: string,
  id: string,
  more: Members = {},
  once: Members = {}
): Reply {
  const { resource, response } = ctx
  const around = JSON.stringify({ message, ...more }).slice(0, -1)
  const body = queryFor(ctx)
    .reload(id)
    .map((written) => {
      const shown = withMembers(written, once)
      response.header('ETag', entityTag(shown))
      return `${around},${JSON.stringify(resource.singular)}:${shown.body}}`
    })
  return answerJson(ctx, body)
}

/** A record with members more than its resource declares. */
export function withMembers(detail: Detail, members: Members): Detail {
  return Object.entries(members).reduce(
    (shown, [name, value]) => withMember(shown, name, value),
    detail
  )
}

/** A record with a member more than its resource declares. */
export function withMember({ body, version }: Detail, name: string, value: unknown): Detail {
  return { body: `${body.slice(0, -1)},${JSON.stringify(name)}:${JSON.stringify(value)}}`, version }
}

/** Answers what PostgreSQL has already written as JSON. */
export function answerJson(ctx: HttpContext, body: Read<string>): Reply {
  return body.map((json) => sendJson(ctx, json))
}

/** Sends what is finished JSON already. */
export function sendJson({ response }: HttpContext, body: string): void {
  response.header('Content-Type', JSON_TYPE).send(body)
}

/** @throws 412 when `If-Match` names another version than the record's */
export function ensureVersion({ request }: HttpContext, version: number): void {
  const expected = request.header('if-match')
  if (expected === undefined || expected === '*') return
  const versions = expected.split(/\s*,\s*/).map((tag) => /^"(\d+)(?:-[\w-]+)?"$/.exec(tag)?.[1])
  if (!versions.includes(String(version))) throw staleVersion(version)
}

/** 412: the record is in another version than the caller has seen. */
export function staleVersion(version: number): Problem {
  return new Problem(412, {
    code: 'version_mismatch',
    detail: 'The record has changed since you read it.',
    extra: { current_version: version },
  })
}

function entityTag({ body, version }: Detail): string {
  return `"${version}-${hash('sha1', body, 'base64url')}"`
}

/** The address of this request with other parameters; null takes one away. */
export function pageLink(
  { request }: HttpContext,
  change: Readonly<Record<string, string | null>>
): string {
  const query = new URLSearchParams(request.parsedUrl.query ?? '')
  for (const [name, value] of Object.entries(change)) {
    if (value === null) query.delete(name)
    else query.set(name, value)
  }
  const text = query.toString()
  const path = request.url().replace(/\/+$/, '')
  return `${appUrl}${path}/${text === '' ? '' : `?${text}`}`
}

function neighbours(list: ListRequest, page: Page, link: PageLink) {
  if (list.cursor) {
    return { next: page.cursor ? link({ cursor: page.cursor }) : null, previous: null }
  }
  return {
    next: page.more ? link({ page: String(list.page + 1) }) : null,
    previous: list.page > 1 ? link({ page: pageBefore(list, page) }) : null,
  }
}

/** The page before, or the last one for anyone who is beyond it; the first has no number. */
function pageBefore({ page, pageSize }: ListRequest, { count }: Page): string | null {
  const before = count === null ? page - 1 : Math.min(page - 1, Math.ceil(count / pageSize))
  return before > 1 ? String(before) : null
}

/** What is answered of a record this once, by names of members: a secret that was just made. */
export type ShownOnce = Readonly<Record<string, string>>

interface WithSecrets extends LucidRow {
  /** What was made for the record since it was loaded, and is read by no one afterwards. */
  shownOnce(): ShownOnce
}

/** What the answer to a change says of the record besides its fields. */
export function shownOnce(record: LucidRow): ShownOnce {
  return hasSecrets(record) ? record.shownOnce() : {}
}

function hasSecrets(record: LucidRow): record is WithSecrets {
  return 'shownOnce' in record && typeof record.shownOnce === 'function'
}
