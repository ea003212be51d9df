import { didYouMean } from '#core/http/did_you_mean'
import { viewsOf } from '#core/plugins/admin/problems'
import type { Plugin } from '#core/plugins/api'
import { type Named, isBegunBy, namesOwnedBy, prefixesOf } from '#core/plugins/naming'

/* What is wrong with the names that plugins bring, and with those that they grant, in sentences. */

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

/** Names that belong to one plugin only. */
export function nameProblems(plugins: readonly Plugin[]): string[] {
  const owners = new Map<string, string[]>()
  for (const plugin of plugins) {
    for (const name of namesOf(plugin)) owners.set(name, [...(owners.get(name) ?? []), plugin.id])
  }
  return [...owners]
    .filter(([, ids]) => ids.length > 1)
    .map(([name, ids]) => `${name} is claimed by ${ids.map((id) => `"${id}"`).join(' and ')}`)
}

function namesOf(plugin: Plugin): string[] {
  return [
    ...(plugin.resources ?? []).flatMap(({ name, ownPermissions, permission }) => [
      `the resource "${name}"`,
      ...ownPermissions.map((action) => `the permission "${permission(action)}"`),
    ]),
    ...Object.entries(plugin.permissions ?? {}).flatMap(([resource, actions]) =>
      actions.map((action) => `the permission "${resource}:${action}"`)
    ),
  ]
}

/** What a plugin brings begins with its id, so that no two can collide, now or later. */
export function prefixProblems(plugin: Plugin, plugins: readonly Plugin[]): string[] {
  if (plugin.core) return []
  const { id } = plugin
  const isPrefixed = namesOwnedBy(plugin, plugins)
  const resources = (plugin.resources ?? []).flatMap(({ name, noun, table }) => [
    ...(isPrefixed(name) && isPrefixed(noun) ? [] : [`the resource "${name}"`]),
    ...(isPrefixed(table) ? [] : [`the table "${table}"`]),
  ])
  const permissions = Object.keys(plugin.permissions ?? {})
    .filter((name) => !isPrefixed(name))
    .map((name) => `the permissions of "${name}"`)
  const queues = (plugin.enqueues ?? [])
    .filter(({ name }) => !name.startsWith(`${id}:`))
    .map(({ name }) => `the job "${name}"`)
  const views = viewsOf(plugin)
    .filter((view) => !view.startsWith(`${id}::`))
    .map((view) => `the view "${view}"`)
  return [...resources, ...permissions, ...queues, ...views].map(
    (what) => `"${id}" adds ${what}, which does not begin with its id, or begins with another's`
  )
}

/** A prefix besides the id is one plugin's only, and begins nothing of another's. */
export function furtherPrefixProblems(plugin: Plugin, plugins: readonly Plugin[]): string[] {
  const { id, core, prefixes = [] } = plugin
  if (core && prefixes.length > 0)
    return [`"${id}" has prefixes, which a core module needs none of`]
  const names = (other: Plugin) => [
    ...prefixesOf(other),
    ...(other.core ? (other.resources ?? []).map(({ name }) => name) : []),
  ]
  return prefixes.flatMap((prefix) => {
    if (!KEBAB.test(prefix)) return [`"${id}" has the prefix "${prefix}", which is not kebab-case`]
    const other = plugins.find(
      (each) => each.id !== id && names(each).some((name) => isBegunBy(name, prefix))
    )
    return other ? [`"${id}" has the prefix "${prefix}", which begins names of "${other.id}"`] : []
  })
}

/** Only what it declares itself can be narrowed: resources say it of their own. */
export function narrowableProblems({ id, narrowable = [], permissions = {} }: Plugin): string[] {
  const own = Object.entries(permissions).flatMap(([noun, actions]) =>
    actions.map((action) => `${noun}:${action}`)
  )
  return narrowable
    .filter((name) => !own.includes(name))
    .map((name) => `"${id}" lets "${name}" be narrowed, which is not among its permissions`)
}

/**
 * Built-in roles that are given what does not exist. What belongs to a plugin that is
 * not there, being broken or optional, is given in vain and no mistake.
 */
export function roleProblems(plugins: readonly Plugin[], apart: readonly Named[]): string[] {
  const known = new Set(plugins.flatMap(grantsOfferedBy))
  const ids = plugins.map(({ id }) => id)
  return plugins.flatMap(({ id, roles = {}, after = [] }) => {
    const notThere = after.filter((other) => !ids.includes(other)).map((other) => ({ id: other }))
    const isAbsent = (name: string) =>
      [...apart, ...notThere].some((other) => namesOwnedBy(other, plugins)(name))
    return Object.entries(roles).flatMap(([role, grants]) =>
      grants
        .filter((grant) => {
          const name = grant.replace(/\/own$/, '')
          return !known.has(name) && !isAbsent(name.split(':')[0] ?? name)
        })
        .map(
          (grant) =>
            `"${id}" gives ${role} "${grant}", which no module declares.${didYouMean(grant, known)}`
        )
    )
  })
}

/** Everything that a role can be given of what a plugin declares: `customers:read`, `customers:*`. */
export function grantsOfferedBy({ resources = [], permissions = {} }: Plugin): string[] {
  return [
    ...resources.flatMap(({ permissions: actions, permission }) =>
      [...actions, '*'].map((action) => permission(action))
    ),
    ...Object.entries(permissions).flatMap(([resource, actions]) =>
      [...actions, '*'].map((action) => `${resource}:${action}`)
    ),
  ]
}
