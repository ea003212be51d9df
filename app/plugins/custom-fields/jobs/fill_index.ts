import { defineJob } from '#core/jobs/define_job'
import type { Walk } from '#plugins/custom-fields/models/custom_field/walk'

export interface FillInput extends Walk {
  /** Of the field, which another one has by now when its index was asked for anew. */
  readonly run: string
  /** The transactions before this one may not know that the index is kept; null until it is asked. */
  readonly horizon: string | null
}

/** Fills the index of a field from the records that there are, in batches. */
export default defineJob<FillInput>({
  name: 'custom-fields:index',
  unit: 'none',
  timeout: 120,
  about: ({ fieldId }) => fieldId,

  async handle(input, context) {
    const { fillIndex } = await import('#plugins/custom-fields/models/custom_field/fill')
    await fillIndex(input, context)
  },
})
