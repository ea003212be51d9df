import { invalid } from '#core/http/exceptions/problem'
import { builtInLabels, isBetween } from '#core/associations/participants'
import type { PluginSet } from '#core/plugins/plugin_set'
import AssociationLabel from '#plugins/associations/models/association_label'

/**
 * The label that takes the place of another one, between the same resources. It has no limits: those
 * who would hold its places have not asked for them.
 *
 * @throws 422 when there is none of that id, or it does not fit
 */
export async function replacementOf(
  label: AssociationLabel,
  id: string,
  plugins: PluginSet
): Promise<{ readonly key: string }> {
  const { fromType: from, toType: to } = label
  const found = builtInReplacement(id, plugins) ?? (await ownReplacement(id))
  const isFit = found && found.id !== label.id && isBetween(found, from, to)
  if (!isFit) throw refused('exists', 'There is no other label of this id between these resources')
  if (found.limitFrom !== null || found.limitTo !== null) {
    throw refused('limit', 'A label that is limited cannot take the place of another one')
  }
  return found
}

function builtInReplacement(id: string, plugins: PluginSet) {
  return builtInLabels().find((known) => known.id === id && plugins.has(known.plugin.id))
}

async function ownReplacement(id: string) {
  const own = await AssociationLabel.query().where('id', id).forShare().first()
  if (!own) return null
  const { key, fromType: from, toType: to, limitFrom, limitTo } = own
  return { id, key, from, to, limitFrom, limitTo }
}

function refused(rule: string, message: string) {
  return invalid([{ field: 'replace_by', rule, message }])
}
