import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import {
  nonNullText,
  optionalEmail,
  optionalReference,
  optionalText,
  reference,
} from '#core/resources/validation/fields'
import { strictObject } from '#core/resources/validation/strict_object'
import { MAX_BODY_LENGTH } from '#plugins/emails/resources/email_templates'
import { RECIPIENTS } from '#plugins/emails/resources/emails'

const MAX_ATTACHMENTS = 10

/** Whom an e-mail goes to, what it is about, and what it says: by a template, in its own words, or in both. */
const wording = () => ({
  to_type: vine.enum(RECIPIENTS),
  to_id: reference(),
  to_email: optionalEmail(),
  resource: optionalText(100),
  record_id: optionalReference(),
  template_id: optionalReference(),
  subject: nonNullText(255),
  body: nonNullText(MAX_BODY_LENGTH),
})

export const emailPreviewValidator = strictObject(vine.object(wording()), ['organization'])

export const emailValidator = strictObject(
  vine.object({
    ...wording(),
    attachment_ids: vine.array(reference()).maxLength(MAX_ATTACHMENTS).distinct().optional(),
  }),
  ['organization']
)

/** An e-mail that is ordered. */
export type Order = Infer<typeof emailValidator.schema>

/** What it says, and to whom. */
export type Wording = Infer<typeof emailPreviewValidator.schema>
