import type { HttpContext } from '@adonisjs/core/http'
import { visibleFields } from '#core/resources/query/visible_fields'
import { resources } from '#core/resources/registry'

/** One value of a field that has only so many, and what people call it. */
export interface Choice {
  readonly value: string
  readonly label: string
}

/** By the names of fields. */
export type Choices = Readonly<Record<string, readonly Choice[]>>

/** Which values the fields of the resources have, as far as they exist for the caller. */
export function choicesFor({ identity, plugins }: HttpContext): Readonly<Record<string, Choices>> {
  const known = [...resources.values()].flatMap((declared): [string, Choices][] => {
    if (!identity.grants.allows(declared.permission('read'))) return []
    const resource = plugins.extend(declared)
    const visible = visibleFields(resource, identity)
    const fields = Object.entries(resource.fields).flatMap(([name, { choices }]) =>
      choices && choices.length > 1 && visible.has(name)
        ? [[name, choices.map(choiceOf)] as const]
        : []
    )
    return fields.length > 0 ? [[resource.name, Object.fromEntries(fields)]] : []
  })
  return Object.fromEntries(known)
}

function choiceOf(value: string): Choice {
  const words = value.replaceAll('_', ' ')
  return { value, label: `${words.charAt(0).toUpperCase()}${words.slice(1)}` }
}
