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

const details = () => ({
  description: optionalText(10_000),
  industry: optionalText(100),
  website: optionalWebsite(),
  phone: optionalPhone(),
  email: optionalEmail(),
  ...addressFields(),
  settings: optionalSettings(),
})

export const organizationWrites = {
  create: closed(vine.object({ name: requiredText(255), ...details() })),
  update: closed(vine.object({ name: keptText(255), ...details() })),
}
