import { associationEventsOf } from '#core/associations/participants'
import { typeOf } from '#core/events/event_types'
import type { Plugin } from '#core/plugins/api'

/** What can happen to records of a resource, by the permission that it takes. */
const CHANGES = ['create', 'update', 'delete', 'restore']

/**
 * The types of events that webhooks may be sent of a plugin: whatever happens to records of its
 * resources, as the log has it.
 */
export function topicsOf(plugin: Plugin): string[] {
  const { resources = [] } = plugin
  return [
    ...resources.flatMap(({ noun, permissions, emits }) =>
      [...CHANGES.filter((change) => permissions.includes(change)), ...emits].map(
        (change) => `${noun}:${change}`
      )
    ),
    ...associationEventsOf(plugin),
  ].map(typeOf)
}
