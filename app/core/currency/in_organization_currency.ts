import { organizationCurrency } from '#core/currency/amount'
import { inCurrency } from '#core/currency/in_currency'

/** Has an amount of the organization's currency, with the decimals of that. */
export const InOrganizationCurrency = (attribute: string) =>
  inCurrency(attribute, () => organizationCurrency())
