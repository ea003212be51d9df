import { defineJob } from '#core/jobs/define_job'
import type { Walk } from '#plugins/custom-fields/models/custom_field/walk'

export interface PurgeInput extends Walk {
  /** How many records had a value, among those that were looked at. */
  readonly records: number
}

/** Deletes the values of an archived field for good, in batches. */
export default defineJob<PurgeInput>({
  name: 'custom-fields:purge',
  unit: 'none',
  timeout: 120,
  about: ({ fieldId }) => fieldId,

  async handle(input, context) {
    const { purgeValues } = await import('#plugins/custom-fields/models/custom_field/purge')
    await purgeValues(input, context)
  },
})
