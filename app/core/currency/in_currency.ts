import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel } from '@adonisjs/lucid/orm'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { amountIn, ensureDecimals } from '#core/currency/amount'
import { beforeChangeOf } from '#core/resources/records/changes'
import { modelOfRecord } from '#core/resources/records/columns'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Of which currency an amount of a record is; null where that is not known, and something else will refuse it. */
type CurrencyOf = (record: LucidRow) => Promise<string | null>

/** The record whose column `currency` says it. */
interface CurrencyOwner {
  readonly table: string
  /** The attribute that holds its id: `dealId`. */
  readonly key: string
}

/** Has an amount in the currency of a record that it belongs to, with the decimals of that: a line, in its deal's. */
export function InCurrencyOf(attribute: string, { table, key }: CurrencyOwner) {
  return inCurrency(attribute, async ({ $attributes }) => {
    const { rows } = await UnitOfWork.get().query<{ currency: string }>(
      `SELECT currency FROM ${table} WHERE organization_id = app_organization() AND id = $1`,
      [$attributes[key] ?? null]
    )
    return rows[0]?.currency ?? null
  })
}

/** Has an amount of a currency that is asked for when it is written, with the decimals of that. */
export function inCurrency(attribute: string, currencyOf: CurrencyOf) {
  return function <T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
    class WithAmount extends superclass {
      /** @throws 422 for more decimals than the currency has */
      @beforeChangeOf(attribute)
      static async keepDecimals(record: WithAmount) {
        const value: unknown = record.$dirty[attribute]
        if (typeof value !== 'string') return
        const currency = await currencyOf(record)
        if (currency === null) return
        const field = modelOfRecord(record).$keys.attributesToColumns.get(attribute, attribute)
        await ensureDecimals({ field, value, currency })
        Reflect.set(record, attribute, amountIn(value, currency))
      }
    }
    return WithAmount
  }
}
