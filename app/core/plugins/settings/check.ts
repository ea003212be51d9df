import type { FieldError } from '#core/http/exceptions/problem'
import type { Plugin } from '#core/plugins/api'
import { strictObject } from '#core/resources/validation/strict_object'
import { refusalsOf } from '#core/resources/validation/prefix_errors'

/** Says what a plugin's own schema refuses of settings: of its defaults, or of what an organization once set. */
export function settingsCheck({
  settings,
}: Plugin): (given: unknown) => Promise<readonly FieldError[]> {
  if (!settings) return async () => []
  const validator = strictObject(settings.schema.clone())
  return async (given) => {
    try {
      await validator.validate(given)
      return []
    } catch (error) {
      return refusalsOf(error)
    }
  }
}
