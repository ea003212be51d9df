import RecordPolicy from '#core/access/record_policy'
import type { Resource } from '#core/resources/define_resource'
import exchangeRates from '#plugins/currencies/resources/exchange_rates'

/** Who may do what with an exchange rate: the grants decide. */
export default class ExchangeRatePolicy extends RecordPolicy {
  readonly resource: Resource = exchangeRates
}
