import vine from '@vinejs/vine'
import { invalid } from '#core/http/exceptions/problem'
import { closed, refined } from '#core/resources/validation/closed'

const MOST = 100

const ids = () => vine.array(vine.string().maxLength(64)).minLength(1).maxLength(MOST).distinct()

/** `{ ids }`, at most a hundred. */
export const readBulkDeletion = closed(vine.object({ ids: ids() }))

/** `{ ids, data }`: what `data` may hold is the resource's to say, and it holds something. */
export const readBulkUpdate = refined(
  closed(vine.object({ ids: ids(), data: vine.object({}).allowUnknownProperties() })),
  (update) => {
    if (Object.keys(update.data).length > 0) return update
    const message = 'The data field must name at least one field to change'
    throw invalid([{ field: 'data', rule: 'changes', message }])
  }
)
