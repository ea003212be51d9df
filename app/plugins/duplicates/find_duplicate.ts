import type { Context } from '#core/plugins/api'
import { nameKey } from '#core/text/keys'
import { digitsOf, normalizePhone } from '#core/text/phone'

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
  readonly mobile: string | null
  readonly country: string | null
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
  const email = record.email ? nameKey(record.email) : null
  const numbers = numbersOf(record)
  if (email === null && numbers.length === 0) return null

  const keys = [...(email === null ? [] : [email]), ...numbers].sort()
  for (const key of keys) {
    await query(
      `SELECT pg_advisory_xact_lock(hashtextextended('duplicates/' || app_organization()::text || $1, 0))`,
      [key]
    )
  }
  const { rows } = await query<Duplicate>(
    `SELECT id, code, name,
            CASE WHEN email_key = $2 THEN 'e-mail address' ELSE 'telephone number' END AS shared
     FROM customers
     WHERE organization_id = app_organization() AND deleted_at IS NULL
       AND id IS DISTINCT FROM $1
       AND (email_key = $2
            OR regexp_replace(phone, '\\D', '', 'g') = ANY($3) OR substr(phone_normalized, 2) = ANY($3)
            OR regexp_replace(mobile, '\\D', '', 'g') = ANY($3) OR substr(mobile_normalized, 2) = ANY($3))
     ORDER BY created_at, id LIMIT 1`,
    [record.id ?? null, email, numbers]
  )
  return rows[0] ?? null
}

/** The digits of a person's numbers, as they are written and with their country. */
function numbersOf({ phone, mobile, country }: Person): string[] {
  const written = [phone, mobile].filter((number) => number !== null && number !== undefined)
  const digits = written.flatMap((number) => [
    digitsOf(number),
    digitsOf(normalizePhone(number, country) ?? ''),
  ])
  return [...new Set(digits)].filter(({ length }) => length >= MIN_NUMBER_LENGTH)
}
