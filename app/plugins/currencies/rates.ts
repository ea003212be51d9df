import { UnitOfWork } from '#core/database/unit_of_work'

/** What one of each currency is worth in another, as decimals: `{ USD: '0.92' }`. */
export type Rates = Readonly<Record<string, string>>

/**
 * The newest rates that an organization has recorded up to a day, and where it recorded only the
 * other direction, what follows of that.
 */
export async function recordedRates({
  from,
  to,
  on,
}: {
  readonly from: readonly string[]
  readonly to: string
  readonly on: string
}): Promise<Rates> {
  const { rows } = await UnitOfWork.get().query<{ currency: string; rate: string }>(
    `SELECT DISTINCT ON (currency) currency, rate::text FROM (
       SELECT base_currency AS currency, rate, valid_from, 0 AS place FROM exchange_rates
       WHERE organization_id = app_organization() AND quote_currency = $1
         AND base_currency = ANY ($2) AND valid_from <= $3::date
       UNION ALL
       SELECT quote_currency, round(1 / rate, 16), valid_from, 1 FROM exchange_rates
       WHERE organization_id = app_organization() AND base_currency = $1
         AND quote_currency = ANY ($2) AND valid_from <= $3::date) known
     ORDER BY currency, valid_from DESC, place`,
    [to, from, on]
  )
  const known = rows.map(({ currency, rate }) => [currency, rate] as const)
  return Object.fromEntries(from.includes(to) ? [...known, [to, '1'] as const] : known)
}
