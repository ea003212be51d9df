import { compose } from '@adonisjs/core/helpers'
import { beforeSave } from '@adonisjs/lucid/orm'
import { ExchangeRateSchema } from '#database/schema'
import { invalid } from '#core/http/exceptions/problem'
import { Authored } from '#core/resources/concerns/authored'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'

/** What one of a currency is worth in another, from a day on. */
export default class ExchangeRate extends compose(
  ExchangeRateSchema,
  OrganizationScoped,
  EmitsEvents('exchange-rates'),
  Authored,
  Versioned
) {
  @beforeSave()
  static refuseSame({ baseCurrency, quoteCurrency }: ExchangeRate) {
    if (baseCurrency !== quoteCurrency) return
    const message = 'A currency is always worth one of itself.'
    throw invalid([{ field: 'quote_currency', rule: 'different', message }])
  }
}
