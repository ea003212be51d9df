import type { HttpContext } from '@adonisjs/core/http'
import { capabilitiesOf, formWrites } from '#admin/capabilities'
import { choiceLabel, labelIn } from '#admin/humanize'
import { hiddenFields } from '#core/resources/query/visible_fields'

/** One change that many records can be given at once: `status=active`. */
export interface BulkChange {
  readonly value: string
  readonly label: string
}

/** What can be done to many records at once besides deleting them: to set a choice. */
export async function bulkChanges(ctx: HttpContext): Promise<BulkChange[]> {
  const { resource, identity } = ctx
  const { bulk, update } = await capabilitiesOf(ctx)
  const writes = bulk && update ? await formWrites(resource) : null
  const hidden = hiddenFields(resource, identity)
  return Object.entries(writes?.update.describe?.().properties ?? {}).flatMap(
    ([name, property]) => {
      if (hidden.has(name)) return []
      const choices = typeof property === 'object' ? (property.enum ?? []) : []
      return choices.flatMap((choice) =>
        typeof choice === 'string'
          ? [
              {
                value: `${name}=${choice}`,
                label: `${labelIn(resource, name)}: ${choiceLabel(resource.fields[name], choice)}`,
              },
            ]
          : []
      )
    }
  )
}
