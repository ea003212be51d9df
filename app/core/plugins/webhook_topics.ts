import { associationEventsOf } from '#core/associations/participants'
import type { Plugin } from '#core/plugins/api'

/** What can happen to records of a resource, by the permission that it takes. */
const CHANGES = ['create', 'update', 'delete', 'restore']

/**
 * What may be told to webhooks of a plugin: whatever happens to records of its
 * resources, and those of its events that it declares.
 */
export function topicsOf(plugin: Plugin): string[] {
  const { resources = [], webhooks = [] } = plugin
  return [
    ...resources.flatMap(({ noun, permissions, emits }) =>
      [...CHANGES.filter((change) => permissions.includes(change)), ...emits].map(
        (change) => `${noun}:${change}`
      )
    ),
    ...associationEventsOf(plugin),
    ...webhooks,
  ]
}
