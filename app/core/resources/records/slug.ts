import slugify from '@sindresorhus/slugify'
import { UUID } from '#core/resources/uuid'
import { UnitOfWork } from '#core/database/unit_of_work'

interface Slugged {
  /** What has slugs of its own. */
  readonly table: 'organizations' | 'roles'
  /** The organization within which they are unique; null when they are everywhere. */
  readonly within: string | null
  /** What it is called when nothing of its name can stand in a path. */
  readonly fallback: string
  /** What means something else in a path. */
  readonly reserved?: readonly string[]
}

/**
 * `team-lead`, or `team-lead-2` when there is one: the first that no one has.
 * Never what looks like an id. Until the unit ends, others wait who want one
 * that may be the same.
 */
export async function freeSlug(name: string, of: Slugged): Promise<string> {
  const plain = slugify(name) || of.fallback
  const isTaken = UUID.test(plain) || of.reserved?.includes(plain)
  const wanted = isTaken ? `${of.fallback}-${plain}` : plain
  const taken = await takenSlugs(wanted, of)
  if (!taken.has(wanted)) return wanted
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`
  }
}

/** Those that begin alike wait for each other: "Acme 2" wants what a second "Acme" gets. */
async function takenSlugs(wanted: string, { table, within }: Slugged): Promise<Set<string>> {
  const unit = UnitOfWork.get()
  const root = wanted.replace(/(-\d+)+$/, '')
  await unit.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `slug/${table}/${within ?? ''}/${root}`,
  ])
  const { rows } = await unit.query<{ slug: string }>(
    `SELECT slug FROM ${table}
     WHERE (slug = $1 OR slug ~ ('^' || $1 || '-[0-9]+$'))${within === null ? '' : ' AND organization_id = $2'}`,
    within === null ? [wanted] : [wanted, within]
  )
  return new Set(rows.map(({ slug }) => slug))
}
