/**
 * A sum or an average as it is answered, with the decimals of its currency.
 *
 * @param amount SQL of the number
 * @param currency SQL of its currency; of none, it has two decimals
 */
export function amountSql(amount: string, currency: string): string {
  return `round(${amount}, currency_decimals(${currency}))::text`
}
