import type { ManifestLabel, Plugin } from '#core/plugins/manifest'

const KEY = /^[a-z][a-z0-9_]{0,62}$/

/** What is wrong with the associations that plugins bring, in sentences. */
export function associationProblems(plugins: readonly Plugin[]): string[] {
  const taking = new Set(plugins.flatMap(({ associations }) => associations?.resources ?? []))
  const keys = new Map<string, string>()
  return plugins.flatMap((plugin) => [
    ...resourceProblems(plugin),
    ...lockProblems(plugin),
    ...(plugin.associations?.labels ?? []).flatMap((label) => [
      ...labelProblems(plugin, label, taking),
      ...doubleProblems(plugin, label, keys),
    ]),
  ])
}

function resourceProblems({ id, associations = {}, resources = [] }: Plugin): string[] {
  return (associations.resources ?? []).flatMap((name) => {
    const resource = resources.find((own) => own.name === name)
    if (!resource) return [`"${id}" lets "${name}" be associated, which is no resource of its own`]
    if (!resource.model || resource.baseScope || resource.noun !== name) {
      return [`"${id}" lets "${name}" be associated, whose records cannot be: ${WHY}`]
    }
    return []
  })
}

function lockProblems({ id, associations = {} }: Plugin): string[] {
  const { resources = [], lockedFirst = [] } = associations
  return lockedFirst
    .filter((name) => !resources.includes(name))
    .map(
      (name) => `"${id}" lets "${name}" be locked first, which is none that it lets be associated`
    )
}

const WHY = 'they have no model, are of no organization, or are called otherwise in permissions'

function labelProblems(
  { id, core = false }: Plugin,
  { from, to, key, title, limitFrom, limitTo }: ManifestLabel,
  taking: ReadonlySet<string>
): string[] {
  const limits = [limitFrom, limitTo].filter((limit) => limit !== undefined)
  const strangers = [...new Set([from, to])].filter((name) => !taking.has(name))
  const isPrefixed = core || key.startsWith(`${id.replaceAll('-', '_')}_`)
  return [
    ...strangers.map(
      (name) =>
        `"${id}" brings the label "${key}" for "${name}", which takes no part in associations`
    ),
    ...(KEY.test(key) ? [] : [`"${id}" brings the label "${key}", which cannot be the key of one`]),
    ...(isPrefixed ? [] : [`"${id}" brings the label "${key}", which does not begin with its id`]),
    ...(title.trim() === '' ? [`"${id}" brings the label "${key}", which has no title`] : []),
    ...(limits.every((limit) => Number.isInteger(limit) && limit > 0)
      ? []
      : [`"${id}" brings the label "${key}", whose limits are no whole numbers from 1`]),
  ]
}

/** A key means one thing between two resources, whichever is named first. */
function doubleProblems(
  { id }: Plugin,
  { from, to, key }: ManifestLabel,
  keys: Map<string, string>
): string[] {
  const place = [...[from, to].toSorted(), key].join(' ')
  const owner = keys.get(place)
  keys.set(place, owner ?? id)
  if (owner === undefined) return []
  return [`the label "${key}" between "${from}" and "${to}" is claimed by "${owner}" and "${id}"`]
}
