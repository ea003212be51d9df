import vine from '@vinejs/vine'
import { closed } from '#validators/closed'
import {
  addressFields,
  keptText,
  optionalEmail,
  optionalPhone,
  optionalSettings,
  optionalText,
  optionalWebsite,
  requiredText,
} from '#validators/fields'
import {
  currency,
  locale,
  month,
  optionalColor,
  optionalSecureUrl,
  timeZone,
} from '#validators/conventions'

const details = () => ({
  description: optionalText(10_000),
  industry: optionalText(100),
  website: optionalWebsite(),
  phone: optionalPhone(),
  email: optionalEmail(),
  ...addressFields(),
  time_zone: timeZone(),
  currency: currency(),
  fiscal_year_start_month: month(),
  locale: locale(),
  brand_name: optionalText(100),
  brand_color: optionalColor(),
  brand_logo_url: optionalSecureUrl(500),
  settings: optionalSettings(),
})

export const organizationWrites = {
  create: closed(vine.object({ name: requiredText(255), ...details() })),
  update: closed(vine.object({ name: keptText(255), ...details() })),
}
