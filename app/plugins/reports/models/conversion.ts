import { CURRENCIES } from '#core/currency/currency'
import { amountSql } from '#core/currency/sql'
import { organizationToday } from '#core/calendar/organization_day'
import { UnitOfWork } from '#core/database/unit_of_work'
import { badRequest } from '#core/http/exceptions/problem'
import { service } from '#core/plugins/services/service'
import type { Statement } from '#core/resources/query/statement'

/** Amounts of deals in one currency, by the rates of today. */
export class Conversion {
  private constructor(
    private readonly currency: string,
    private readonly rates: Readonly<Record<string, string>>
  ) {}

  /**
   * @param currency the parameter of the request; undefined where nothing is to be converted
   * @throws 400 for what is no currency
   */
  static async to(currency: unknown): Promise<Conversion | null> {
    if (currency === undefined) return null
    const code = String(currency).toUpperCase()
    if (!CURRENCIES.has(code)) {
      const detail = '"currency" is a currency such as EUR (ISO 4217).'
      throw badRequest('unknown_value', detail, 'currency')
    }
    const { rows } = await UnitOfWork.get().query<{ currency: string }>(
      'SELECT DISTINCT currency FROM deals WHERE organization_id = app_organization()'
    )
    const from = rows.map((row) => row.currency)
    const on = await organizationToday()
    return new Conversion(code, await service('currencies.rates', { from, to: code, on }))
  }

  /**
   * SQL of an object: the currency, sums in it, the rates they were made by, and the currencies of
   * which none is known, whose amounts are left out.
   *
   * @param sums SQL of numbers by their names, over `from`, by currencies
   * @param from SQL of a table with a column `currency`
   */
  sql(statement: Statement, sums: Readonly<Record<string, string>>, from: string): string {
    const currency = `${statement.bind(this.currency)}::text`
    const rates = `${statement.bind(JSON.stringify(this.rates))}::jsonb`
    const converted = Object.entries(sums).map(
      ([name, sum]) => `'${name}', ${amountSql(`coalesce(sum((${sum}) * rate), 0)`, currency)}`
    )
    return `(SELECT json_build_object('currency', ${currency}, ${converted.join(', ')},
        'rates', coalesce(json_object_agg(DISTINCT currency, rate::text) FILTER (WHERE rate IS NOT NULL), '{}'),
        'without_rate', coalesce(json_agg(DISTINCT currency) FILTER (WHERE rate IS NULL), '[]'))
      FROM (SELECT found.*, (${rates} ->> found.currency)::numeric AS rate FROM ${from} found) found)`
  }
}
