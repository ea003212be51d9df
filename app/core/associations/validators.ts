import vine from '@vinejs/vine'
import { invalid } from '#core/http/exceptions/problem'
import { MAX_LABELS } from '#core/associations/write'
import { reference } from '#core/resources/validation/fields'
import { strictObject, transform } from '#core/resources/validation/strict_object'

/** How many pairs one request may name. */
export const MAX_BATCH = 200

const keys = () =>
  vine.array(vine.string().maxLength(63)).maxLength(MAX_LABELS).distinct().optional()

const wish = () => ({
  labels: keys(),
  labels_add: keys(),
  is_primary: vine.boolean({ strict: true }).optional(),
})

interface Labelled {
  readonly labels?: readonly string[] | undefined
  readonly labels_add?: readonly string[] | undefined
}

/** To say all labels, and that there are further ones, contradicts itself. */
function ensureOneWay({ labels, labels_add: further }: Labelled): void {
  if (labels === undefined || further === undefined) return
  const message = 'Send either labels, which replace those that there are, or labels_add'
  throw invalid([{ field: 'labels_add', rule: 'either', message }])
}

/** `{ labels?, labels_add?, is_primary? }` */
export const associationValidator = transform(strictObject(vine.object(wish())), (input) => {
  ensureOneWay(input)
  return input
})

const end = () => vine.object({ resource: vine.string().maxLength(100), id: reference() })

/** `{ associations: [{ action?, from, to, labels?, labels_add?, is_primary? }] }`, at most two hundred. */
export const associationBatchValidator = strictObject(
  vine.object({
    associations: vine
      .array(
        vine.object({
          action: vine.enum(['associate', 'dissociate'] as const).optional(),
          from: end(),
          to: end(),
          ...wish(),
        })
      )
      .minLength(1)
      .maxLength(MAX_BATCH),
  })
)

export { ensureOneWay }
