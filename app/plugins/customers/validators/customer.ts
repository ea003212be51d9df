import vine from '@vinejs/vine'
import { CUSTOMER_STATUSES, CUSTOMER_TYPES } from '#plugins/customers/resources/customers'
import type { InputSchemas } from '#core/resources/define_resource'
import { strictObject } from '#core/resources/validation/strict_object'
import {
  addressFields,
  optionalDecimal,
  optionalEmail,
  optionalPhone,
  optionalReference,
  optionalTags,
  optionalText,
  optionalWebsite,
} from '#core/resources/validation/fields'

/*
 * No single key is required: a person is named by their name or its parts, a
 * company by its name or company_name, and the model asks for one of them.
 */
const customer = () =>
  vine.object({
    name: optionalText(255),
    first_name: optionalText(255),
    last_name: optionalText(255),
    company_name: optionalText(255),
    contact_person: optionalText(255),
    email: optionalEmail(),
    phone: optionalPhone(),
    mobile: optionalPhone(),
    website: optionalWebsite(),
    customer_type: vine.enum(CUSTOMER_TYPES).optional(),
    status: vine.enum(CUSTOMER_STATUSES).optional(),
    industry: optionalText(100),
    rating: optionalDecimal(2, 0, 5),
    assigned_to_id: optionalReference(),
    user_id: optionalReference(),
    payment_terms: optionalText(100),
    credit_limit: optionalDecimal(2, 0, 9_999_999_999_999),
    tax_id: optionalText(50),
    ...addressFields(),
    source: optionalText(100),
    tags: optionalTags(),
    notes: optionalText(10_000),
  })

export const customerWrites: InputSchemas = {
  create: strictObject(customer(), ['organization']),
  update: strictObject(customer()),
}
