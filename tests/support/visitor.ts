import { PASSWORD, type Persona, makePersona } from '#tests/support/personas'

/** A page as a user's browser got it. */
export interface SeenPage {
  readonly status: number
  readonly headers: Headers
  readonly html: string
  /** Where it sends the browser on to, if it does; without the id of the message for that page. */
  readonly location: string | null
  /** The same with that id, as a browser goes there. */
  readonly way: string | null
}

const ownOrigin = () => `http://${process.env.HOST}:${process.env.PORT}`

/** A browser without a screen: it keeps cookies, and sends the forms of pages with their tokens. */
export class Visitor {
  readonly #cookies = new Map<string, string>()
  /** Where it was sent on to and has not gone yet, with the ids of the messages for those pages. */
  readonly #ways = new Map<string, string>()
  #requestId: string | null = null

  /** @param origin of the server; that of the tests unless it is given */
  constructor(private readonly origin = ownOrigin()) {}

  /** Asks for a page: the way that the last answer sent it there, if one did. */
  async get(path: string): Promise<SeenPage> {
    const way = this.#ways.get(path) ?? path
    this.#ways.delete(path)
    return this.#request(way, {})
  }

  /** Asks for a page as its address is typed, or as a script or another tab does. */
  async open(path: string): Promise<SeenPage> {
    return this.#request(path, {})
  }

  /** The token of a form on a page, for anyone who sends the form later. */
  async token(page: string): Promise<string> {
    return tokenIn((await this.get(page)).html)
  }

  /** The cookies as a browser sends them. */
  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Opens a page and sends a form from it. @param fields pairs, as a form may name one field often */
  async send(
    from: string,
    to: string,
    fields: Record<string, string> | [string, string][] = {}
  ): Promise<SeenPage> {
    const { html } = await this.get(from)
    const body = new URLSearchParams(fields)
    body.append('_csrf', tokenIn(html))
    return this.post(to, body, from)
  }

  /** Opens a page and sends a form with a file from it. @param fields may bring another token */
  async sendFile(
    from: string,
    to: string,
    content: string | Buffer<ArrayBuffer>,
    fields: Record<string, string>
  ): Promise<SeenPage> {
    const { html } = await this.get(from)
    const body = new FormData()
    for (const [name, value] of Object.entries({ _csrf: tokenIn(html), ...fields })) {
      body.append(name, value)
    }
    body.append('file', new Blob([content]), 'people.csv')
    return this.post(to, body, from)
  }

  /** Sends a form as it is, with a token or without. */
  async post(to: string, body: URLSearchParams | FormData, from = to): Promise<SeenPage> {
    return this.#request(to, {
      method: 'POST',
      body,
      headers: { Referer: `${this.origin}${from}` },
    })
  }

  /** The page that an answer sends on to. */
  async follow({ way }: SeenPage): Promise<SeenPage> {
    if (way === null) throw new Error('This answer leads nowhere')
    return this.open(way)
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name)
  }

  /** Sends this id with every request from now on. */
  callsItself(requestId: string): this {
    this.#requestId = requestId
    return this
  }

  keep(name: string, value: string): this {
    this.#cookies.set(name, value)
    return this
  }

  async #request(path: string, init: RequestInit): Promise<SeenPage> {
    const cookie = this.cookies
    const response = await fetch(new URL(path, this.origin), {
      ...init,
      redirect: 'manual',
      /* Each suite has a server of its own, which knows no connection of another's. */
      headers: {
        ...init.headers,
        Connection: 'close',
        ...(cookie && { Cookie: cookie }),
        ...(this.#requestId !== null && { 'X-Request-Id': this.#requestId }),
      },
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', ...value] = pair.split('=')
      this.#cookies.set(name, value.join('='))
    }
    const way = response.headers.get('location')
    const location = way?.replace(/[?&]_flash=\w+$/, '') ?? null
    if (way !== null && location !== null) this.#ways.set(location, way)
    const { status, headers } = response
    return { status, headers, html: await response.text(), location, way }
  }
}

/** A user who may enter the admin pages. */
export async function makeSuperuser(name = 'Sue'): Promise<Persona> {
  return makePersona(name, { isSuperuser: true })
}

/** A superuser's browser, logged in. @param origin of the server; that of the tests unless it is given */
export async function enter(persona?: Persona, origin?: string): Promise<Visitor> {
  const { email } = persona ?? (await makeSuperuser())
  const visitor = new Visitor(origin)
  const answer = await visitor.send('/admin/login', '/admin/login', {
    username: email,
    password: PASSWORD,
  })
  if (answer.location !== '/admin') throw new Error(`Not let in: ${answer.location}`)
  return visitor
}

function tokenIn(html: string): string {
  const token = /name='_csrf' value='([^']+)'/.exec(html)?.[1]
  if (!token) throw new Error('The page has no form')
  return token
}
