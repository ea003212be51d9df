import { defineJob } from '#core/jobs/define_job'

export interface PurgeInput {
  readonly organizationId: string
  readonly fieldId: string
}

/** Deletes the values of an archived field for good. */
export default defineJob<PurgeInput>({
  name: 'custom-fields:purge',
  timeout: 900,
  about: ({ fieldId }) => fieldId,

  async handle({ fieldId }) {
    const { purgeValues } = await import('#plugins/custom-fields/models/custom_field/purge')
    await purgeValues(fieldId)
  },
})
