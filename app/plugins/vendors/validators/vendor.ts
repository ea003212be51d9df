import vine from '@vinejs/vine'
import type { InputSchemas } from '#core/resources/define_resource'
import { VENDOR_STATUSES, VENDOR_TYPES } from '#plugins/vendors/resources/vendors'
import { strictObject } from '#core/resources/validation/strict_object'
import {
  addressFields,
  optionalDecimal,
  optionalEmail,
  optionalPhone,
  optionalReference,
  optionalText,
  optionalWebsite,
} from '#core/resources/validation/fields'

/* Its name or company_name is required, and which of them is the model's to ask. */
const vendor = () =>
  vine.object({
    name: optionalText(255),
    company_name: optionalText(255),
    contact_person: optionalText(255),
    email: optionalEmail(),
    phone: optionalPhone(),
    mobile: optionalPhone(),
    website: optionalWebsite(),
    vendor_type: vine.enum(VENDOR_TYPES).optional(),
    status: vine.enum(VENDOR_STATUSES).optional(),
    payment_terms: optionalText(100),
    tax_id: optionalText(50),
    industry: optionalText(100),
    rating: optionalDecimal(2, 0, 5),
    credit_limit: optionalDecimal(2, 0, 9_999_999_999_999),
    assigned_employee_id: optionalReference(),
    user_id: optionalReference(),
    ...addressFields(),
    notes: optionalText(10_000),
  })

export const vendorWrites: InputSchemas = {
  create: strictObject(vendor(), ['organization']),
  update: strictObject(vendor()),
}
