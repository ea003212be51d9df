import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import rawBody from 'raw-body'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isPage } from '#core/http/pages'
import { bodies } from '#config/clients'
import { Problem, badRequest } from '#core/http/exceptions/problem'
import { acceptsFile } from '#core/access/access_rule'
import { accessRuleOf } from '#core/access/route_access_rule'
import { inTime, requestTimeout, watchBody } from '#core/http/body_pace'

const JSON_TYPE = /^application\/(json|merge-patch\+json)\s*(;|$)/i
const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(;|$)/i

const TEXT_TYPE = /^text\/plain\s*(;|$)/i
/** What other systems send besides: JSON that is called text, and forms, whose content says nothing. */
const SAID_BY_SYSTEMS =
  /^(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i

const READS = new Set(['GET', 'HEAD'])

const MAX_LENGTH = '1mb'
const DEEPEST = 32
const UTF8 = new TextDecoder('utf-8', { fatal: true })

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

type Route = NonNullable<HttpContext['route']>

/**
 * Reads bodies of JSON, and refuses others, which would otherwise be read as
 * nothing. Pages send forms, and nothing else, which the framework reads; a
 * route that takes a file looks at its body itself, once it has let the caller
 * in.
 */
export default class JsonBodyMiddleware {
  async handle({ request, route }: HttpContext, next: NextFn) {
    if (!carriesBody(request.headers())) return next()
    const type = request.header('content-type', '') ?? ''
    const page = takesForms(route)
    /* Of what another system signs, every byte counts. */
    const keep = (text: string) => request.updateRawBody(text)
    if (!page && JSON_TYPE.test(type)) {
      if (!READS.has(request.method()))
        request.updateBody(await readJsonBody(request.request, keep))
    } else if (page && FORM_TYPE.test(type)) {
      hurry(request.request)
    } else if (isWebhook(route) && SAID_BY_SYSTEMS.test(type)) {
      if (FORM_TYPE.test(type)) hurry(request.request)
      if (TEXT_TYPE.test(type)) request.updateBody(await readJsonBody(request.request, keep))
    } else if (!(route && acceptsFile(accessRuleOf(route)))) {
      throw new Problem(415, {
        code: 'unsupported_media_type',
        detail: page ? 'Send a form.' : 'Send application/json.',
      })
    }
    return next()
  }
}

const formRoutes = new WeakMap<Route, boolean>()

/** Whether a route is a page's. */
function takesForms(route: Route | undefined): boolean {
  if (!route) return false
  const known = formRoutes.get(route)
  if (known !== undefined) return known
  const answer = isPage(route.pattern)
  formRoutes.set(route, answer)
  return answer
}

function isWebhook(route: Route | undefined): boolean {
  return route !== undefined && accessRuleOf(route) === 'public_webhook'
}

/** Forms are read by the framework, to which a body that comes too slowly is one that fails. */
function hurry(request: IncomingMessage) {
  watchBody(request, bodies, () => {
    if (request.listenerCount('error') > 0) request.emit('error', requestTimeout())
  })
}

/** RFC 9112, 6: a length above nothing, or a transfer coding. */
function carriesBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/**
 * Reads a body of JSON to its end. An empty one is an empty object.
 *
 * @param keep is given the text of it
 * @returns an object or an array; anything else is refused
 * @throws 400 for what is no JSON, no UTF-8, or nested without measure; 408 for
 * what comes too slowly; 413 for more than a megabyte, also when it was
 * compressed; 415 for an encoding that is not known
 */
export async function readJsonBody(
  request: IncomingMessage,
  keep: (text: string) => void = () => undefined
): Promise<object> {
  ensureUtf8(request.headers['content-type'])
  const text = decode(await inTime(request, bodies, () => bytesOf(request)))
  const parsed = parse(text)
  keep(text)
  if (typeof parsed !== 'object' || parsed === null) {
    throw malformed('The body must be a JSON object: { … }.')
  }
  if (isDeeperThan(parsed, DEEPEST)) {
    throw malformed(`The body is nested more than ${DEEPEST} levels deep.`)
  }
  return parsed
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const length = request.headers['content-length']
  const decoder = decoderOf(request.headers['content-encoding'])
  try {
    if (decoder) return await rawBody(decoded(request, decoder), { limit: MAX_LENGTH })
    return await rawBody(request, { limit: MAX_LENGTH, length: length ?? null })
  } catch (error) {
    /* What still comes is received, and kept nowhere: its sender is to see the answer. */
    request.unpipe().resume()
    decoder?.destroy()
    if (error instanceof Error && 'status' in error && error.status === 413) {
      throw new Problem(413, { code: 'body_too_large', detail: 'The body is larger than 1 MB.' })
    }
    throw malformed(
      decoder
        ? 'The body is not compressed as Content-Encoding says.'
        : 'The body is not as long as Content-Length says.'
    )
  }
}

/**
 * A decoder does not notice by itself that its client has gone away. `pipeline`
 * would end the connection together with a decoder that fails, and with it the
 * answer.
 */
function decoded(request: IncomingMessage, decoder: Transform): Transform {
  request.once('close', () => {
    if (!request.complete) decoder.destroy(new Error('The client has gone away'))
  })
  return request.pipe(decoder)
}

/** @returns null for a body that comes as it is */
function decoderOf(encoding = 'identity'): Transform | null {
  if (encoding.toLowerCase() === 'identity') return null
  const decoder = DECODERS[encoding.toLowerCase()]
  if (decoder) return decoder()
  throw unsupported('Send the body as it is, or with Content-Encoding gzip, deflate or br.')
}

function ensureUtf8(type = '') {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(type)?.[1]
  if (charset && !/^utf-?8$/i.test(charset)) throw unsupported('Send JSON in UTF-8.')
}

function decode(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) throw malformed('The body is not UTF-8.')
    throw error
  }
}

function parse(text: string): unknown {
  if (text === '') return {}
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw malformed(`The body is not JSON${whereOf(error)}.`)
  }
}

/** The engine names a place in long texts, and in short ones what it stumbled over. */
function whereOf({ message }: SyntaxError): string {
  const [, position] = /at position (\d+)/.exec(message) ?? []
  if (position !== undefined) return `: look at character ${Number(position) + 1}`
  const [, token] = /^Unexpected token '(.+?)',/.exec(message) ?? []
  return token === undefined ? ', or ends too soon' : `: "${token}" does not belong where it is`
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((inner) => isDeeperThan(inner, levels - 1))
}

function malformed(detail: string): Problem {
  return badRequest('malformed_body', detail)
}

function unsupported(detail: string): Problem {
  return new Problem(415, { code: 'unsupported_media_type', detail })
}
