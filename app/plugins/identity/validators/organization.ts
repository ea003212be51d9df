import vine from '@vinejs/vine'
import { strictObject } from '#core/resources/validation/strict_object'
import {
  addressFields,
  nonNullText,
  optionalEmail,
  optionalPhone,
  optionalSettings,
  optionalText,
  optionalWebsite,
  requiredEmail,
  requiredText,
} from '#core/resources/validation/fields'
import {
  currency,
  locale,
  month,
  optionalColor,
  optionalSecureUrl,
  timeZone,
} from '#core/resources/validation/conventions'

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
  create: strictObject(vine.object({ name: requiredText(255), ...details() })),
  update: strictObject(vine.object({ name: nonNullText(255), ...details() })),
}

/** What only superusers say of an organization: on what terms it is here. */
const terms = () => ({ subscription_plan: nonNullText(50), subscription_status: nonNullText(50) })

/** The same for superusers, who also say whose it is. */
export const adminOrganizationWrites = {
  create: strictObject(
    vine.object({
      name: requiredText(255),
      owner_email: requiredEmail(),
      ...terms(),
      ...details(),
    })
  ),
  update: strictObject(vine.object({ name: nonNullText(255), ...terms(), ...details() })),
}
