import type { FieldError } from '#core/http/exceptions/problem'
import type { Plugin } from '#core/plugins/api'
import { closed } from '#core/resources/validation/closed'
import { refusalsOf } from '#core/resources/validation/within'

/** Says what a plugin's own schema refuses of settings: of its defaults, or of what an organization once set. */
export function settingsCheck({
  settings,
}: Plugin): (given: unknown) => Promise<readonly FieldError[]> {
  if (!settings) return async () => []
  const read = closed(settings.schema.clone())
  return async (given) => {
    try {
      await read(given)
      return []
    } catch (error) {
      return refusalsOf(error)
    }
  }
}
