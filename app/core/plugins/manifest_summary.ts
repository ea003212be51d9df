import { adminSummaryOf } from '#core/plugins/admin/summary'
import type { Plugin } from '#core/plugins/api'
import { type Entry, entriesFor, pathOf, readPermissionOf } from '#core/plugins/fields/entries'
import { patternOf, routesOf } from '#core/plugins/plugin_routes'
import { RELATED_ID, type Resource } from '#core/resources/define_resource'
import { topicsOf } from '#core/plugins/webhook_topics'
import {
  type AddedField,
  type ManifestOverrides,
  type ManifestSummary,
  NOTHING_ADDED,
  NOTHING_CHANGED,
} from '#core/plugins/manifest_shape'

/** For whom it is summed up. */
export interface Audience {
  /** Puts what is meant for people into their language. */
  say(english: string): string
  /** Whether a field of a resource exists for them. */
  sees(resource: string, entry: Entry): boolean
}

/** Who sees all of it, in English. */
export const OPERATORS: Audience = { say: (english) => english, sees: () => true }

/** How a member of a manifest is told; null of what is told beside it, or is code. */
type Member = {
  readonly adds?: (plugin: Plugin, audience: Audience) => Partial<ManifestSummary>
  readonly changes?: (plugin: Plugin) => Partial<ManifestOverrides>
} | null

const moment = (name: string, code: (plugin: Plugin) => unknown): Member => ({
  adds: (plugin) => ({ lifecycle: code(plugin) === undefined ? [] : [name] }),
})

/** All of them: one that is forgotten does not compile. */
const MEMBERS: Readonly<Record<keyof Plugin, Member>> = {
  id: null,
  version: null,
  root: null,
  package: null,
  description: null,
  core: null,
  prefixes: null,
  requires: null,
  after: null,
  enabled: null,
  settings: null,
  describes: null,
  mails: null,
  hooks: null,
  listeners: null,
  seed: moment('seed', ({ seed }) => seed),
  demo: moment('demo', ({ demo }) => demo),
  onEnable: moment('onEnable', ({ onEnable }) => onEnable),
  onDisable: moment('onDisable', ({ onDisable }) => onDisable),
  onUpgrade: moment('onUpgrade', ({ onUpgrade }) => onUpgrade),
  onUninstall: moment('onUninstall', ({ onUninstall }) => onUninstall),
  organizations: {
    adds: ({ organizations = {} }) => ({
      lifecycle: Object.keys(organizations).map((name) => `organizations.${name}`),
    }),
  },
  resources: {
    adds: ({ resources = [], ...plugin }) => ({
      webhooks: topicsOf({ ...plugin, resources }),
      resources: resources.map(({ name }) => name),
      permissions: resources.flatMap((resource) =>
        resource.ownPermissions.map(resource.permission)
      ),
      routes: resources.flatMap(relatedRoutesOf),
    }),
  },
  fields: {
    adds: (plugin, audience) => ({
      fields: Object.fromEntries(
        Object.keys(plugin.fields ?? {}).flatMap((resource) => {
          const seen = entriesFor({ name: resource }, [plugin]).filter((entry) =>
            audience.sees(resource, entry)
          )
          return seen.length > 0 ? [[resource, seen.map((entry) => fieldOf(entry, audience))]] : []
        })
      ),
    }),
  },
  associations: {
    adds: ({ associations = {} }, { say }) => ({
      associations: {
        resources: associations.resources ?? [],
        labels: (associations.labels ?? []).map(({ from, to, key, title }) => ({
          from,
          to,
          key,
          title: say(title),
        })),
      },
    }),
  },
  readOnly: {
    changes: ({ readOnly = {} }) => ({
      read_only: Object.entries(readOnly).flatMap(([resource, fields]) =>
        Object.keys(fields).map((field) => `${resource}.${field}`)
      ),
    }),
  },
  timeline: {
    adds: ({ timeline = {} }, { say }) => ({
      timeline: Object.entries(timeline).map(([kind, { title }]) => ({ kind, title: say(title) })),
    }),
  },
  inputs: { changes: ({ inputs = {} }) => ({ inputs: Object.keys(inputs) }) },
  permissions: {
    adds: ({ permissions = {} }) => ({
      permissions: Object.entries(permissions).flatMap(([resource, actions]) =>
        actions.map((action) => `${resource}:${action}`)
      ),
    }),
  },
  narrowable: { adds: ({ narrowable = [] }) => ({ narrowable }) },
  roles: null,
  routes: {
    adds: (plugin) => ({
      routes: routesOf(plugin).map((route) => ({
        method: route.method,
        path: patternOf(plugin, route),
        permission: route.permission,
      })),
    }),
  },
  jobs: {
    adds: ({ id, jobs = {} }) => ({
      jobs: Object.entries(jobs).map(([name, { every, zone = 'organization' }]) => ({
        name: `${id}:${name}`,
        every: every ?? null,
        zone: every === undefined ? null : zone,
      })),
    }),
  },
  processes: {
    adds: ({ id, processes = {} }) => ({
      processes: Object.entries(processes).map(([name, { steps }]) => ({
        name: `${id}:${name}`,
        steps: steps.map((step) => step.name),
      })),
    }),
  },
  enqueues: {
    adds: ({ enqueues = [] }) => ({
      jobs: enqueues.map(({ name, every, zoned }) => ({
        name,
        every,
        zone: every === null ? null : zoned ? 'organization' : 'UTC',
      })),
    }),
  },
  admin: {
    adds: (plugin, { say }) => ({
      cards: Object.keys(plugin.admin?.cards ?? {}),
      menu: (plugin.admin?.menu ?? []).map(({ label }) => say(label)),
      ...adminSummaryOf(plugin, say),
    }),
  },
  policies: { changes: ({ policies = {} }) => ({ policies: Object.keys(policies) }) },
  scopes: { changes: ({ scopes = {} }) => ({ scopes: Object.keys(scopes) }) },
  guards: { changes: ({ guards = [] }) => ({ guards }) },
  searches: { changes: ({ searches = {} }) => ({ searches: Object.keys(searches) }) },
  provides: { adds: ({ provides = {} }) => ({ services: Object.keys(provides) }) },
  services: { changes: ({ services = {} }) => ({ services: Object.keys(services) }) },
}

/** What a plugin adds to the application, from its manifest alone: nothing of it is run. */
export function manifestSummaryOf(plugin: Plugin, audience: Audience = OPERATORS): ManifestSummary {
  return Object.values(MEMBERS).reduce((all, member) => {
    const added = member?.adds?.(plugin, audience) ?? {}
    return {
      ...all,
      ...added,
      permissions: [...all.permissions, ...(added.permissions ?? [])],
      routes: [...all.routes, ...(added.routes ?? [])],
      jobs: [...all.jobs, ...(added.jobs ?? [])],
      lifecycle: [...all.lifecycle, ...(added.lifecycle ?? [])],
    }
  }, NOTHING_ADDED)
}

/** What a plugin changes of others, from its manifest alone. */
export function overridesOf(plugin: Plugin): ManifestOverrides {
  return Object.values(MEMBERS).reduce(
    (all, member) => ({ ...all, ...member?.changes?.(plugin) }),
    NOTHING_CHANGED
  )
}

/** The paths of a resource below records of another. */
function relatedRoutesOf({
  parents,
  permission,
  permissions,
}: Resource): ManifestSummary['routes'] {
  return parents
    .flatMap(({ resource, path }) => {
      const list = `/api/${resource}/:id/${path}`
      const one = `${list}/:${RELATED_ID}`
      return [
        ['GET', list, 'read'],
        ['POST', list, 'create'],
        ['GET', one, 'read'],
        ['PATCH', one, 'update'],
        ['DELETE', one, 'delete'],
      ] as const
    })
    .filter(([, , action]) => permissions.includes(action))
    .map(([method, path, action]) => ({ method, path, permission: permission(action) }))
}

function fieldOf(entry: Entry, { say }: Audience): AddedField {
  const { field } = entry
  return {
    name: pathOf(entry),
    type: field.type,
    title: say(field.title),
    choices: field.choices,
    is_read_only: field.isReadOnly,
    is_unique: field.isUnique,
    is_searched: field.isSearched,
    is_column: field.isColumn,
    is_computed: field.computed !== null,
    refers_to: field.refersTo,
    read_permission: readPermissionOf(entry),
    write_permission: field.writePermission,
    currency: field.currency,
  }
}
