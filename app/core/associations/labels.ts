import { unknownParameter } from '#core/resources/query/refusals'
import { didYouMean } from '#core/http/did_you_mean'
import { invalid } from '#core/http/exceptions/problem'
import { type AssociationLabel, builtInLabels, isBetween } from '#core/associations/participants'
import type { PluginSet } from '#core/plugins/plugin_set'
import { UnitOfWork } from '#core/database/unit_of_work'

interface LabelRow extends Record<string, unknown> {
  readonly key: string
  readonly from_type: string
  readonly to_type: string
  readonly title: string
  readonly inverse_title: string | null
  readonly limit_from: number | null
  readonly limit_to: number | null
}

/**
 * The labels that there are between two resources: those of plugins that are on, and the
 * organization's own.
 *
 * @param keep whether the organization's own stay until the unit of work ends, since they are used
 */
export async function labelsBetween(
  one: string,
  other: string,
  here: PluginSet,
  { keep = false } = {}
): Promise<ReadonlyMap<string, AssociationLabel>> {
  const { rows } = await UnitOfWork.get().query<LabelRow>(
    `SELECT key, from_type, to_type, title, inverse_title, limit_from, limit_to
     FROM association_labels
     WHERE organization_id = app_organization()
       AND least(from_type, to_type) = least($1::text COLLATE "C", $2::text COLLATE "C")
       AND greatest(from_type, to_type) = greatest($1::text COLLATE "C", $2::text COLLATE "C")
     ${keep ? 'FOR SHARE' : ''}`,
    [one, other]
  )
  return new Map([
    ...rows.map((row) => [row.key, labelOf(row)] as const),
    ...builtInBetween(one, other, here).map((label) => [label.key, label] as const),
  ])
}

/** Those of plugins that are on. */
export function builtInBetween(one: string, other: string, here: PluginSet): AssociationLabel[] {
  return builtInLabels().filter(
    (label) => isBetween(label, one, other) && here.has(label.plugin.id)
  )
}

/**
 * The labels of these keys.
 *
 * @throws 422 naming a key that is none between the two
 */
export function labelsOf(
  keys: readonly string[],
  known: ReadonlyMap<string, AssociationLabel>,
  field: string
): AssociationLabel[] {
  return [...new Set(keys)].map((key) => {
    const label = known.get(key)
    if (label) return label
    const names = [...known.keys()]
    const message = `There is no label "${key}" between these.${didYouMean(key, names)}`
    throw invalid([{ field, rule: 'unknown_label', message }], { accepted: names })
  })
}

/**
 * Makes sure that there is a label between two resources by which a list is filtered.
 *
 * @throws 400 naming those that there are
 */
export async function ensureLabel(
  key: string,
  [one, other]: readonly [string, string],
  here: PluginSet
): Promise<void> {
  if (builtInBetween(one, other, here).some((label) => label.key === key)) return
  const known = [...(await labelsBetween(one, other, here)).keys()]
  if (known.includes(key)) return
  const detail = `There is no label "${key}" between ${one} and ${other}.${didYouMean(key, known)}`
  throw unknownParameter('unknown_label', detail, { parameter: 'label', known })
}

/** Whether a label says the same of both records, which only those of one resource can. */
export function isSymmetric({ from, to, inverseTitle }: AssociationLabel): boolean {
  return from === to && inverseTitle === null
}

/** Whether any number of records may have a label for any number of others. */
export function isUnlimited({ limitFrom, limitTo }: AssociationLabel): boolean {
  return limitFrom === null && limitTo === null
}

function labelOf(row: LabelRow): AssociationLabel {
  return {
    key: row.key,
    from: row.from_type,
    to: row.to_type,
    title: row.title,
    inverseTitle: row.inverse_title,
    limitFrom: row.limit_from,
    limitTo: row.limit_to,
  }
}
