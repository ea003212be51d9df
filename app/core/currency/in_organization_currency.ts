import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel } from '@adonisjs/lucid/orm'
import { ensureDecimals } from '#core/currency/amount'
import { beforeChangeOf } from '#core/resources/records/changes'
import { modelOfRecord } from '#core/resources/records/columns'

/** Has an amount of the organization's currency, with the decimals of that. */
export function InOrganizationCurrency(attribute: string) {
  return function <T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
    class WithAmount extends superclass {
      /** @throws 422 for more decimals than the currency has */
      @beforeChangeOf(attribute)
      static async keepDecimals(record: WithAmount) {
        const value: unknown = record.$dirty[attribute]
        if (typeof value !== 'string') return
        const field = modelOfRecord(record).$keys.attributesToColumns.get(attribute, attribute)
        await ensureDecimals({ field, value })
      }
    }
    return WithAmount
  }
}
