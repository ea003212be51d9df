/*
 * What the bare servers have in common: HTTP, and who is calling. A token is
 * checked by its signature, membership and permission in one query.
 */

import { createHmac, timingSafeEqual } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import pg from 'pg'

const { BARE_SECRET = '', DATABASE_URL, PORT } = process.env

const asWritten = (text: string) => text
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, asWritten)

export const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 })

export interface Answer {
  status: number
  body: unknown
}

export interface Access {
  organizationId: string
  userId: string
}

export class Refusal extends Error {
  readonly status: number

  constructor(status: number) {
    super(String(status))
    this.status = status
  }
}

/** The user of a token that we have signed and that is still good. */
function userOf(request: IncomingMessage): string {
  const [header, payload, signature] = request.headers.authorization?.slice(7).split('.') ?? []
  if (!header || !payload || !signature) throw new Refusal(401)
  const expected = createHmac('sha256', BARE_SECRET).update(`${header}.${payload}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Refusal(401)
  const { sub, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString())
  if (typeof sub !== 'string' || !(exp * 1000 > Date.now())) throw new Refusal(401)
  return sub
}

/** Who is calling, and for whom. @throws 401, 403 or 404 */
export async function access(request: IncomingMessage, permission: string): Promise<Access> {
  const userId = userOf(request)
  const organizationId = String(request.headers['x-organization-id'])
  const { rows } = await pool.query<{ allowed: boolean }>({
    name: 'access',
    text: `SELECT EXISTS (SELECT 1 FROM bare.permissions p
                          WHERE p.role = m.role AND p.permission = $3) AS allowed
           FROM bare.members m JOIN bare.users u ON u.id = m.user_id AND u.is_active
           WHERE m.user_id = $1 AND m.organization_id = $2 AND m.is_active`,
    values: [userId, organizationId, permission],
  })
  if (rows.length === 0) throw new Refusal(404)
  if (!rows[0]?.allowed) throw new Refusal(403)
  return { userId, organizationId }
}

/** Listens on PORT of the loopback until it is told to end. */
export function serve(answer: (request: IncomingMessage) => Promise<Answer>): void {
  const server = createServer((request, response) => void handle(request, response, answer))
  server.listen(Number(PORT), '127.0.0.1')
  process.once('SIGTERM', () => process.exit())
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: IncomingMessage) => Promise<Answer>
) {
  const { status, body } = await answer(request).catch((error: unknown) => {
    if (!(error instanceof Refusal)) console.error(error)
    const refused = error instanceof Refusal ? error.status : 500
    return { status: refused, body: { status: refused } }
  })
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(text)
}
