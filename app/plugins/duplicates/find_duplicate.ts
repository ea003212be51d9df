import type { Context } from '#core/plugins/api'

/** A customer who is there already. */
export interface Duplicate {
  readonly id: string
  readonly code: string
  readonly name: string
  /** What they share, in words. */
  readonly shared: 'e-mail address' | 'telephone number'
}

/** Who may be a customer already. */
interface Person {
  readonly id: string
  readonly email: string | null
  readonly phone: string | null
}

/** Numbers that are shorter belong to many: an extension, an emergency call. */
const MIN_NUMBER_LENGTH = 7

/**
 * The oldest customer with the same address, whatever its case, or the same
 * number, however it is written. Of two that come at once, the second waits and
 * then sees the first.
 */
export async function findDuplicate(
  query: Context['query'],
  record: Person
): Promise<Duplicate | null> {
  const email = record.email?.toLowerCase() || null
  const digits = record.phone?.replace(/\D/g, '') ?? ''
  const phone = digits.length >= MIN_NUMBER_LENGTH ? digits : null
  if (email === null && phone === null) return null

  const keys = [email, phone].filter((key) => key !== null).sort()
  for (const key of keys) {
    await query(
      `SELECT pg_advisory_xact_lock(hashtextextended('duplicates/' || app_organization()::text || $1, 0))`,
      [key]
    )
  }
  const { rows } = await query<Duplicate>(
    `SELECT id, code, name,
            CASE WHEN lower(email) = $2 THEN 'e-mail address' ELSE 'telephone number' END AS shared
     FROM customers
     WHERE organization_id = app_organization() AND deleted_at IS NULL
       AND id IS DISTINCT FROM $1
       AND (lower(email) = $2 OR regexp_replace(phone, '\\D', '', 'g') = $3)
     ORDER BY created_at, id LIMIT 1`,
    [record.id ?? null, email, phone]
  )
  return rows[0] ?? null
}
