import vine from '@vinejs/vine'
import { KIND_NAMES } from '#plugins/notifications/kinds'
import { strictObject } from '#core/resources/validation/strict_object'

const flag = () => vine.boolean({ strict: true }).optional()
const ways = () => vine.object({ in_app: flag(), email: flag() }).optional()

/** By kinds, the ways that are to be used or not. */
export const preferencesValidator = strictObject(
  vine.object(Object.fromEntries(KIND_NAMES.map((kind) => [kind, ways()])))
)
