import { validateHeaderName, validateHeaderValue } from 'node:http'
import { isIP } from 'node:net'
import { Agent, buildConnector, fetch } from 'undici'
import type { HttpAnswer, HttpRequest } from '#core/plugins/api'
import { type Sent, RefusedRedirect, redirected } from '#core/plugins/delivery/redirects'
import { AddressGuard } from '#core/http/address_guard'
import { type Resolve, RefusedAddress, guardedLookup, resolveAll } from '#core/http/guarded_lookup'

const DEADLINE = { default: 15, max: 300 }
const MEBIBYTE = 1_048_576
const BYTES = { default: MEBIBYTE, max: 32 * MEBIBYTE }
/** Milliseconds until a connection stands. */
const CONNECT_TIMEOUT = 10_000

/** What the application's own requests may ask for besides. */
export interface OwnRequest extends HttpRequest {
  /** Reads no more than `maxBytes`, and leaves the rest, instead of taking it for a failure. */
  readonly cutsBody?: boolean
}

interface Options {
  /** Networks that may be asked besides the internet. */
  readonly allowed?: readonly string[]
  readonly resolve?: Resolve
}

/**
 * Asks other systems on behalf of plugins. Where a connection leads to is looked at when it is made,
 * and it is made to the very address that was looked at: so it does not matter how an address is
 * spelled, what a name resolves to next, or how often an answer redirects.
 */
export class HttpClient {
  readonly #agent: Agent
  readonly #guard: AddressGuard

  constructor({ allowed = [], resolve = resolveAll }: Options = {}) {
    const guard = new AddressGuard(allowed)
    this.#guard = guard
    const connect = buildConnector({
      timeout: CONNECT_TIMEOUT,
      lookup: guardedLookup(guard, resolve),
    })
    this.#agent = new Agent({
      connect: (options, callback) => {
        /* An address is not looked up. */
        if (isIP(options.hostname) !== 0 && guard.refuses(options.hostname)) {
          return callback(new RefusedAddress(), null)
        }
        return connect(options, callback)
      },
    })
  }

  /** Whether a URL says by itself that it leads to a private network. A name may still lead to one. */
  refuses({ hostname }: URL): boolean {
    const address = hostname.replace(/^\[|\]$/g, '')
    return isIP(address) !== 0 && this.#guard.refuses(address)
  }

  /** @throws as `http` of a context does, in a sentence that tells nothing of paths, headers and bodies */
  async ask(to: string | URL, request: OwnRequest = {}): Promise<HttpAnswer> {
    const url = readUrl(to)
    const deadline = Math.min(request.deadline ?? DEADLINE.default, DEADLINE.max)
    const timeout = AbortSignal.timeout(deadline * 1_000)
    const { method = 'GET', headers = {}, body = null, redirect = 'manual' } = request
    ensureHeaders(url, headers)
    const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout
    try {
      const first = { url, method, headers, body }
      const response = await this.#send(first, redirect === 'follow', signal)
      const max = Math.min(request.maxBytes ?? BYTES.default, BYTES.max)
      return answerOf(response, await read(response, max, request.cutsBody))
    } catch (error) {
      throw new Error(`${url.origin} ${timeout.aborted ? tooSlow(deadline) : reasonOf(error)}`)
    }
  }

  async #send(first: Sent, follows: boolean, signal: AbortSignal): Promise<Response> {
    let sent = first
    for (let redirects = 0; ; redirects += 1) {
      const { url, ...request } = sent
      const response = await fetch(url, {
        ...request,
        redirect: 'manual',
        signal,
        dispatcher: this.#agent,
      })
      const next = follows ? redirected(sent, response, redirects) : null
      if (next === null) return response
      await response.body?.cancel()
      sent = next
    }
  }

  /** Ends its connections. */
  async close(): Promise<void> {
    await this.#agent.destroy()
  }
}

type Response = Awaited<ReturnType<typeof fetch>>

/** @throws when it is none that can be asked */
function readUrl(to: string | URL): URL {
  if (!URL.canParse(`${to}`)) throw new Error('What is to be asked is no URL')
  const url = new URL(to)
  if (!['http:', 'https:'].includes(url.protocol)) {
    throw new Error(`Only http and https can be asked, and not ${url.protocol}`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new Error(`The URL of ${url.host} holds a password: send it as a header`)
  }
  return url
}

/** @throws when one of them cannot be sent, without its value, which may be a secret */
function ensureHeaders({ origin }: URL, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!isValid(() => validateHeaderName(name))) {
      throw new Error(`${origin} was not asked: a header has a name that cannot be sent`)
    }
    if (!isValid(() => validateHeaderValue(name, value))) {
      throw new Error(`${origin} was not asked: the header ${name} cannot be sent`)
    }
  }
}

function isValid(validate: () => void): boolean {
  try {
    validate()
    return true
  } catch {
    return false
  }
}

async function read({ body }: Response, max: number, cuts = false): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > max && !cuts) throw new TooLarge(max)
    chunks.push(chunk)
    if (size > max) break
  }
  return new Uint8Array(Buffer.concat(chunks).subarray(0, max))
}

class TooLarge extends Error {
  constructor(max: number) {
    super(`answered more than ${max} bytes`)
  }
}

function answerOf({ status, ok, headers }: Response, bytes: Uint8Array): HttpAnswer {
  const text = () => new TextDecoder().decode(bytes)
  return {
    status,
    ok,
    headers: Object.fromEntries(headers),
    bytes,
    text,
    json: (): unknown => JSON.parse(text()),
  }
}

function tooSlow(deadline: number): string {
  return `did not answer within ${deadline} seconds`
}

/** What is said of a request that failed. What undici says of it stands in its cause. */
function reasonOf(error: unknown): string {
  if (error instanceof TooLarge || error instanceof RefusedRedirect) return error.message
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof RefusedAddress) {
    return 'leads to a private network, which plugins may not ask unless PLUGINS_HTTP_ALLOW names it'
  }
  const code: unknown = Object(cause).code
  const words = cause instanceof Error ? cause.message : String(cause)
  return `could not be asked: ${typeof code === 'string' ? code : words}`
}
