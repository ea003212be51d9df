import { writeUsage } from '#core/access/key_usage'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

interface Asked {
  /** Of this organization only; of all there is unless it is given. */
  readonly organizationId?: string
  /** Of this organization, and of what belongs to none: what other tests left is not read again and again. */
  readonly seenFrom?: string
  /** Tables that may change meanwhile. */
  readonly except?: readonly string[]
}

type Digests = Readonly<Record<string, string>>

/** What was answered last, of which rows, and what the database showed then. */
let last: { readonly of: string; readonly snapshot: string; readonly digests: Digests } | null =
  null

/**
 * Which rows stand in the database, in which versions, as one number per table:
 * the same before and after what wrote nothing. What the audit log says of
 * refusals does not count.
 */
export async function digestOfRows(asked: Asked = {}): Promise<Digests> {
  /* What is written from time to time is not written meanwhile. */
  await writeUsage()
  return UnitOfWork.run(
    asSystem,
    async (unit) => {
      const of = JSON.stringify(asked)
      /* Two snapshots that are the same show the same rows. Asked first: what is written after it counts as new. */
      const { rows } = await unit.query<{ snapshot: string }>(
        'SELECT pg_current_snapshot()::text AS snapshot'
      )
      const snapshot = rows[0]?.snapshot ?? ''
      if (last?.of !== of || last.snapshot !== snapshot) {
        last = { of, snapshot, digests: await readDigests(unit, asked) }
      }
      return last.digests
    },
    { readOnly: true }
  )
}

async function readDigests(
  unit: UnitOfWork,
  { organizationId, seenFrom, except = [] }: Asked
): Promise<Digests> {
  const { rows: tables } = await unit.query<{ name: string; is_owned: boolean }>(
    `SELECT c.relname AS name, owned.it AS is_owned FROM pg_class c
     CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM pg_attribute a
       WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped) AS it) owned
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
       AND c.relname <> ALL($1) AND has_table_privilege(c.oid, 'SELECT')
       AND ($2::uuid IS NULL OR owned.it)
     ORDER BY 1`,
    [except, organizationId ?? null]
  )
  const only = organizationId ?? seenFrom
  const digests = tables.map(({ name, is_owned: isOwned }) => {
    const refusals = name === 'audit_events' ? `AND r.outcome <> 'refused'` : ''
    const own = only && isOwned ? `r.organization_id = '${only}'` : 'true'
    return `('${name}', (SELECT concat(count(*), '/', bit_xor(hashtextextended(r.ctid::text || r.xmin, 0)))
                        FROM ${name} r WHERE ${own} ${refusals}))`
  })
  const { rows } = await unit.query<{ digests: Digests }>(
    `SELECT json_object_agg(name, digest) AS digests FROM (VALUES ${digests.join()}) d(name, digest)`
  )
  return rows[0]?.digests ?? {}
}
