import vine from '@vinejs/vine'
import { inputRules } from '#core/resources/inputs'
import type { InputSchemas } from '#core/resources/define_resource'
import { strictObject } from '#core/resources/validation/strict_object'
import emailSettings from '#plugins/emails/resources/email_settings'

const MAX_SECRET_LENGTH = 1_024

/** Written and never read; exactly as it was typed. Null clears it. */
const secret = () =>
  vine
    .string()
    .minLength(1)
    .maxLength(MAX_SECRET_LENGTH)
    .nullable()
    .optional()
    .meta({ writeOnly: true, format: 'password' })

/** What may be written of the e-mail settings: their fields, and secrets that no field shows. */
export const emailSettingsValidators: InputSchemas = {
  create: strictObject(
    vine.object({
      ...inputRules(emailSettings, 'create'),
      smtp_password: secret(),
      events_key: secret(),
    }),
    ['organization']
  ),
  update: strictObject(
    vine.object({
      ...inputRules(emailSettings, 'update'),
      smtp_password: secret(),
      events_key: secret(),
    })
  ),
}
