import { UnitOfWork } from '#core/database/unit_of_work'
import { nameKey } from '#core/text/keys'
import { digitsOf, normalizePhone } from '#core/text/phone'

/** Someone who is there already. */
export interface Duplicate {
  readonly resource: 'customers' | 'leads'
  readonly id: string
  readonly code: string
  readonly name: string
  /** What they share, in words. */
  readonly shared: 'e-mail address' | 'telephone number'
}

/** Who may be there already. */
export interface Person {
  readonly id: string
  readonly email: string | null
  readonly phone: string | null
  readonly mobile: string | null
  readonly country: string | null
  /** The customer that a lead has become, who is no one else. */
  readonly convertedCustomerId?: string | null
}

/** Numbers that are shorter belong to many: an extension, an emergency call. */
const MIN_NUMBER_LENGTH = 7

/**
 * The oldest customer with the same address, whatever its case, or the same
 * number, however it is written; else the oldest such lead that is no customer
 * yet. Of two that come at once, the second waits and then sees the first.
 *
 * @param options `leads`: whether leads are looked at, too
 */
export async function findDuplicate(
  record: Person,
  { leads }: { readonly leads: boolean }
): Promise<Duplicate | null> {
  const email = record.email ? nameKey(record.email) : null
  const numbers = numbersOf(record)
  if (email === null && numbers.length === 0) return null

  const keys = [...(email === null ? [] : [email]), ...numbers].sort()
  const unit = UnitOfWork.get()
  for (const key of keys) {
    await unit.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('duplicates/' || app_organization()::text || $1, 0))`,
      [key]
    )
  }
  const { rows } = await unit.query<Duplicate & Record<string, unknown>>(
    'SELECT * FROM duplicates_of($1, $2, $3, $4, $5)',
    [record.id ?? null, record.convertedCustomerId ?? null, email, numbers, leads]
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
