import { VALUES, invalid } from '#core/http/exceptions/problem'
import { decimalsOf, MAX_CURRENCY_DECIMALS } from '#core/currency/currency'
import { UnitOfWork } from '#core/database/unit_of_work'
import { mandatoryDecimal, optionalDecimal } from '#core/resources/validation/fields'

/**
 * An amount that is not negative. How many decimals it may have is for its
 * currency to say, which `ensureDecimals` asks when the record is written.
 */
export const optionalAmount = (max: number) => optionalDecimal(MAX_CURRENCY_DECIMALS, 0, max)

/** The same of an amount that a new record must have, and that is never cleared. */
export const mandatoryAmount = (max: number) => mandatoryDecimal(MAX_CURRENCY_DECIMALS, 0, max)

/** An amount of a record as it is about to be written. */
interface Amount {
  /** The field of the body that says it. */
  readonly field: string
  readonly value: string | null | undefined
  /** The organization's by default. */
  readonly currency?: string | undefined
}

/** @throws 422 when an amount has more decimals than its currency */
export async function ensureDecimals({ field, value, currency }: Amount): Promise<void> {
  const decimals = decimalsIn(value)
  if (decimals === 0) return
  const code = currency ?? (await organizationCurrency())
  const max = decimalsOf(code)
  if (decimals <= max) return
  const most = max === 0 ? 'no decimals' : `at most ${max} decimals`
  const message = `Amounts in ${code} have ${most}`
  throw invalid([{ field, rule: 'decimal', message, [VALUES]: { digits: max } }])
}

/** An amount as it is kept, with exactly the decimals of its currency: `19.9`, `EUR` → `19.90`. */
export function amountIn(value: string, currency: string): string {
  const [whole = '', fraction = ''] = value.split('.')
  const decimals = decimalsOf(currency)
  return decimals === 0 ? whole : `${whole}.${fraction.slice(0, decimals).padEnd(decimals, '0')}`
}

const known = new WeakMap<UnitOfWork, Map<string | null, string>>()

/** Of which currency amounts of the unit's organization are. Asked once in a unit. */
export async function organizationCurrency(): Promise<string> {
  const unit = UnitOfWork.get()
  const currencies = known.get(unit) ?? new Map<string | null, string>()
  known.set(unit, currencies)
  const currency = currencies.get(unit.organizationId) ?? (await askCurrency(unit))
  currencies.set(unit.organizationId, currency)
  return currency
}

async function askCurrency(unit: UnitOfWork): Promise<string> {
  const { rows } = await unit.query<{ currency: string }>(
    'SELECT organization_currency() AS currency'
  )
  const currency = rows[0]?.currency
  if (currency === undefined) throw new Error('The database knows no currency')
  return currency
}

/** How many decimals it has, without noughts at its end. */
function decimalsIn(value: string | null | undefined): number {
  return value?.split('.')[1]?.replace(/0+$/, '').length ?? 0
}
