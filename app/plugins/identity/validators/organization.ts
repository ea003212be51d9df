import vine from '@vinejs/vine'
import { inputRules } from '#core/resources/inputs'
import organizations from '#plugins/identity/resources/organizations'
import { strictObject } from '#core/resources/validation/strict_object'
import { nonNullText, requiredEmail, requiredText } from '#core/resources/validation/fields'

/** What only superusers say of an organization: on what terms it is here. */
const terms = () => ({ subscription_plan: nonNullText(50), subscription_status: nonNullText(50) })

/** What superusers say of a new organization, and whose it is. Its name comes first in their form. */
export const createAdminOrganizationValidator = strictObject(
  vine.object({
    name: requiredText(255),
    owner_email: requiredEmail(),
    ...terms(),
    ...inputRules(organizations, 'create'),
  })
)

export const updateAdminOrganizationValidator = strictObject(
  vine.object({ name: nonNullText(255), ...terms(), ...inputRules(organizations, 'update') })
)
