import { randomUUID } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient, ApiResponse } from '@japa/api-client'

/** What must be found nowhere, and where it was found nevertheless. */
export class Secrets {
  readonly #known = new Map<string, string>()
  readonly #atRest = new Set<string>()

  /** A password that nothing else contains. */
  password(name: string): string {
    return this.keep(name, `Canary ${randomUUID()}`)
  }

  /** Remembers a secret that the application made. @returns it */
  keep(name: string, secret: string): string {
    if (secret.length < 12) throw new Error(`${name} is too short to be looked for`)
    this.#known.set(name, secret)
    return secret
  }

  /** Remembers one that has its place in the database, and belongs nowhere else. */
  keepAtRest(name: string, secret: string): string {
    this.#atRest.add(name)
    return this.keep(name, secret)
  }

  get count(): number {
    return this.#known.size
  }

  /** The names of the secrets in a text, but for those that it is there to hand out. */
  in(text: string, handedOut: readonly string[] = []): string[] {
    return [...this.#known].flatMap(([name, secret]) =>
      text.includes(secret) && !handedOut.includes(secret) ? [name] : []
    )
  }

  /**
   * The names of the secrets in any row of any table, jobs among them, whether
   * as they are or as bytes.
   */
  async inDatabase(): Promise<string[]> {
    const found: string[] = []
    const { rows: tables } = await db.rawQuery<{ rows: { name: string }[] }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')`
    )
    for (const { name: table } of tables) {
      for (const [name, secret] of this.#known) {
        if (this.#atRest.has(name)) continue
        const { rows } = await db.rawQuery<{ rows: unknown[] }>(
          `SELECT FROM ${table} r WHERE strpos(r::text, ?) > 0 OR strpos(r::text, ?) > 0 LIMIT 1`,
          [secret, Buffer.from(secret).toString('hex')]
        )
        if (rows.length > 0) found.push(`${name} in ${table}`)
      }
    }
    return found
  }
}

interface Question {
  readonly token?: string
  readonly body?: object
  /** The secrets that this very answer is there to give, by their names: where in it they are. */
  readonly gives?: Readonly<Record<string, string>>
}

/** Talks to the API, and writes down which answers contain a secret that they should not. */
export class Talk {
  readonly slips: string[] = []

  constructor(
    private readonly client: ApiClient,
    private readonly secrets: Secrets
  ) {}

  /** @param expected the status, so that no step of a talk is missing unnoticed */
  async ask(
    method: 'GET' | 'POST',
    path: string,
    expected: number,
    { token, body, gives = {} }: Question = {}
  ): Promise<ApiResponse> {
    let request = this.client.request(path, method)
    if (token !== undefined) request = request.bearerToken(token)
    if (body) request = request.json(body)
    const response = await request
    if (response.status() !== expected) {
      throw new Error(`${method} ${path}: ${response.status()} ${response.text()}`)
    }
    const given = Object.entries(gives).map(([name, place]) =>
      this.secrets.keep(name, textAt(response.body(), place))
    )
    this.hear(`${method} ${path}`, response.text() + JSON.stringify(response.headers()), given)
    return response
  }

  /** @param given the secrets that it is there to give */
  hear(what: string, text: string, given: readonly string[] = []) {
    this.slips.push(...this.secrets.in(text, given).map((name) => `${name} in ${what}`))
  }
}

/** What stands in an answer at `tokens.access`. */
function textAt(body: unknown, place: string): string {
  let value = body
  for (const key of place.split('.')) value = Object(value)[key]
  if (typeof value !== 'string') throw new Error(`There is no text at ${place}`)
  return value
}

/** Everything that is logged from now on, down to the least important. */
export async function listenToLog(cleanup: (callback: () => void) => void) {
  const path = app.makePath('logs/app.log')
  const { level } = logger
  logger.level = 'trace'
  cleanup(() => {
    logger.level = level
  })
  const size = async () => (await stat(path).catch(() => null))?.size ?? 0
  const start = await size()
  return async () => {
    logger.pino.flush()
    await sleep(200)
    const file = await open(path)
    try {
      const { buffer } = await file.read({
        buffer: Buffer.alloc((await size()) - start),
        position: start,
      })
      return buffer.toString()
    } finally {
      await file.close()
    }
  }
}
