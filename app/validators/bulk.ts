import vine from '@vinejs/vine'
import { closed } from '#validators/closed'

const MOST = 100

const ids = () => vine.array(vine.string().maxLength(64)).minLength(1).maxLength(MOST).distinct()

/** `{ ids }`, at most a hundred. */
export const readBulkDeletion = closed(vine.object({ ids: ids() }))

/** `{ ids, data }`: what `data` may hold is the resource's to say. */
export const readBulkUpdate = closed(
  vine.object({ ids: ids(), data: vine.object({}).allowUnknownProperties() })
)
