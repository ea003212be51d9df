import vine from '@vinejs/vine'
import { invalid } from '#core/http/exceptions/problem'
import { strictObject, transform } from '#core/resources/validation/strict_object'

const MAX = 100

const ids = () => vine.array(vine.string().maxLength(64)).minLength(1).maxLength(MAX).distinct()

/** `{ ids, force }`, at most a hundred; with `force` also those that others refer to. */
export const bulkDeletionValidator = strictObject(
  vine.object({ ids: ids(), force: vine.boolean({ strict: true }).optional() })
)

/** `{ ids, data }`: what `data` may hold is the resource's to say, and it holds something. */
export const bulkUpdateValidator = transform(
  strictObject(vine.object({ ids: ids(), data: vine.object({}).allowUnknownProperties() })),
  (update) => {
    if (Object.keys(update.data).length > 0) return update
    const message = 'The data field must name at least one field to change'
    throw invalid([{ field: 'data', rule: 'changes', message }])
  }
)
