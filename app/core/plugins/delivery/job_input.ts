import type { PluginJob } from '#core/plugins/api'
import { refusalsOf } from '#core/resources/validation/prefix_errors'
import { strictObject } from '#core/resources/validation/strict_object'

/** What a schema made of an input, or why it refuses it. */
interface ReadInput {
  readonly value: unknown
  /** Null when nothing is wrong with it. */
  readonly refusal: string | null
}

/**
 * Reads what a job or a process is given, by its schema.
 *
 * @param input undefined for what comes of a schedule
 */
export async function readJobInput(
  { input: schema }: Pick<PluginJob, 'input'>,
  input: unknown
): Promise<ReadInput> {
  const given = Object(input)
  if (!schema) {
    const refusal = Object.keys(given).length > 0 ? 'it takes none' : null
    return { value: {}, refusal }
  }
  try {
    return { value: await strictObject(schema.clone()).validate(given), refusal: null }
  } catch (error) {
    return {
      value: null,
      refusal: refusalsOf(error)
        .map(({ message }) => message)
        .join(' '),
    }
  }
}
