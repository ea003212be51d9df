import type { Plugin } from '#core/plugins/api'
import { routesOf } from '#core/plugins/plugin_routes'
import { topicsOf } from '#core/plugins/webhook_topics'

/**
 * What a plugin adds to the application, from its manifest alone: nothing of it is run.
 *
 * @param say puts what is meant for people into their language
 */
export function manifestSummaryOf(plugin: Plugin, say = (english: string) => english) {
  const { id, resources = [], permissions = {}, fields = {}, jobs = {}, admin } = plugin
  return {
    resources: resources.map(({ name }) => name),
    permissions: [
      ...resources.flatMap((resource) => resource.permissions.map(resource.permission)),
      ...Object.entries(permissions).flatMap(([resource, actions]) =>
        actions.map((action) => `${resource}:${action}`)
      ),
    ],
    fields: Object.fromEntries(
      Object.entries(fields).map(([resource, added]) => [
        resource,
        Object.entries(added).map(([name, { type, title, choices }]) => ({
          name: `extensions.${id}.${name}`,
          type,
          title: say(title),
          choices,
        })),
      ])
    ),
    routes: routesOf(plugin).map(({ method, path, permission }) => ({
      method,
      path: `/api/${id}${path}`,
      permission,
    })),
    webhooks: topicsOf(plugin),
    jobs: Object.entries(jobs).map(([name, { every }]) => ({
      name: `${id}:${name}`,
      every: every ?? null,
    })),
    cards: Object.keys(admin?.cards ?? {}),
    menu: (admin?.menu ?? []).map(({ label }) => say(label)),
  }
}

/** What a plugin changes of others: the names of what it has a say in. Its hooks are code. */
export function overridesOf({ policies, scopes, slots }: Plugin) {
  return {
    policies: Object.keys(policies ?? {}),
    scopes: Object.keys(scopes ?? {}),
    slots: Object.keys(slots ?? {}),
  }
}
