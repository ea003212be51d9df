import type { Plugin } from '#core/plugins/api'
import { entriesFor, pathOf } from '#core/plugins/fields/entries'
import { patternOf, routesOf } from '#core/plugins/plugin_routes'
import { topicsOf } from '#core/plugins/webhook_topics'

/**
 * What a plugin adds to the application, from its manifest alone: nothing of it is run.
 *
 * @param say puts what is meant for people into their language
 */
export function manifestSummaryOf(plugin: Plugin, say = (english: string) => english) {
  const { id, resources = [], permissions = {}, fields = {}, jobs = {}, processes = {} } = plugin
  const { admin, provides } = plugin
  return {
    resources: resources.map(({ name }) => name),
    permissions: [
      ...resources.flatMap((resource) => resource.permissions.map(resource.permission)),
      ...Object.entries(permissions).flatMap(([resource, actions]) =>
        actions.map((action) => `${resource}:${action}`)
      ),
    ],
    fields: Object.fromEntries(
      Object.keys(fields).map((resource) => [
        resource,
        entriesFor({ name: resource }, [plugin]).map((entry) => {
          const { type, title, choices, refersTo, computed } = entry.field
          return {
            name: pathOf(entry),
            type,
            title: say(title),
            choices,
            is_read_only: entry.field.isReadOnly,
            is_unique: entry.field.isUnique,
            is_searched: entry.field.isSearched,
            is_computed: computed !== null,
            refers_to: refersTo,
          }
        }),
      ])
    ),
    routes: routesOf(plugin).map((route) => ({
      method: route.method,
      path: patternOf(plugin, route),
      permission: route.permission,
    })),
    webhooks: topicsOf(plugin),
    services: Object.keys(provides ?? {}),
    jobs: Object.entries(jobs).map(([name, { every, zone = 'organization' }]) => ({
      name: `${id}:${name}`,
      every: every ?? null,
      zone: every === undefined ? null : zone,
    })),
    processes: Object.entries(processes).map(([name, { steps }]) => ({
      name: `${id}:${name}`,
      steps: steps.map((step) => step.name),
    })),
    cards: Object.keys(admin?.cards ?? {}),
    menu: (admin?.menu ?? []).map(({ label }) => say(label)),
  }
}

/** What a plugin changes of others: the names of what it has a say in. Its hooks are code. */
export function overridesOf({ policies, scopes, searches, inputs, services }: Plugin) {
  return {
    policies: Object.keys(policies ?? {}),
    scopes: Object.keys(scopes ?? {}),
    searches: Object.keys(searches ?? {}),
    inputs: Object.keys(inputs ?? {}),
    services: Object.keys(services ?? {}),
  }
}
