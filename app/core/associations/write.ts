import { notFound } from '#core/http/exceptions/problem'
import type { LockedEnd, LockedPair } from '#core/associations/ends'
import { isSymmetric, labelsBetween, labelsOf } from '#core/associations/labels'
import { ensureWithinLimits } from '#core/associations/limits'
import { associationsSql, pairOf } from '#core/associations/pair'
import type { AssociationLabel } from '#core/associations/participants'
import type { PluginSet } from '#core/plugins/plugin_set'
import { runAction } from '#core/resources/concerns/emits_events'
import { UnitOfWork } from '#core/database/unit_of_work'

/** How two records are to be associated. What is absent stays as it is. */
export interface AssociationWish {
  /** All labels that the other one has for the one. */
  readonly labels?: readonly string[] | undefined
  /** Further ones. */
  readonly labels_add?: readonly string[] | undefined
  /** Whether the other one is the primary one of its resource for the one. */
  readonly is_primary?: boolean | undefined
}

/** An association as one of its ends sees it. */
interface Association {
  readonly labels: readonly string[]
  /** What the one is for the other, which only records of one resource tell apart. */
  readonly inverseLabels: readonly string[]
  readonly isPrimary: boolean
  readonly version: number
}

type Labels = ReadonlyMap<string, AssociationLabel>

/** How many labels two records may have for each other. */
export const MAX_LABELS = 20

/**
 * Associates two records that are locked, or changes by what they are.
 *
 * @param ensureSeen refuses a version of it that is not the one that was seen
 * @returns whether they were not associated before
 * @throws 422 for a label that there is none of, 409 where a limit of one is reached
 */
export async function associate(
  pair: LockedPair,
  wish: AssociationWish,
  plugins: PluginSet,
  ensureSeen?: (version: number) => void
): Promise<{ readonly isNew: boolean }> {
  const { self, other } = pair
  const before = await associationOf(pair)
  if (before) ensureSeen?.(before.version)
  const known = await labelsBetween(self.end.type, other.end.type, plugins, { keep: true })
  const after = wished(before ?? UNASSOCIATED, wish, known)
  if (before && isSame(before, after)) return { isNew: false }

  await ensureWithinLimits(
    {
      self: self.end,
      other: other.end,
      resources: { self: self.context.resource, other: other.context.resource },
      labels: added(before ?? UNASSOCIATED, after, known),
    },
    self.context.identity
  )
  await announce(pair, 'associate', before, after, async () => {
    if (after.isPrimary && !before?.isPrimary) await leavePrimary(pair)
    await write(pair, after)
  })
  return { isNew: before === null }
}

/**
 * Ends the association of two records that are locked.
 *
 * @param ensureSeen refuses a version of it that is not the one that was seen
 * @throws 404 when they are not associated
 */
export async function dissociate(
  pair: LockedPair,
  ensureSeen?: (version: number) => void
): Promise<void> {
  const before = await associationOf(pair)
  if (!before) throw notFound('association')
  ensureSeen?.(before.version)
  await announce(pair, 'dissociate', before, null, async () => {
    const { from, to } = pairOf(pair.self.end, pair.other.end)
    await UnitOfWork.get().query(
      `DELETE FROM associations WHERE organization_id = app_organization()
         AND from_type = $1 AND from_id = $2 AND to_type = $3 AND to_id = $4`,
      [from.type, from.id, to.type, to.id]
    )
  })
}

const UNASSOCIATED: Association = { labels: [], inverseLabels: [], isPrimary: false, version: 0 }

async function associationOf({ self, other }: LockedPair): Promise<Association | null> {
  const { rows } = await UnitOfWork.get().query<{
    labels: string[]
    inverse_labels: string[]
    is_primary: boolean
    version: number
  }>(
    `SELECT labels, inverse_labels, is_primary, version
     FROM ${associationsSql(self.end.type, other.end.type, 'app_organization()')} association
     WHERE self_id = $1 AND other_id = $2`,
    [self.end.id, other.end.id]
  )
  const [row] = rows
  if (!row) return null
  const { labels, inverse_labels: inverseLabels, is_primary: isPrimary, version } = row
  return { labels, inverseLabels, isPrimary, version }
}

/** What a symmetric label says of the one it says of the other. */
function wished(
  before: Association,
  { labels, labels_add: further = [], is_primary: isPrimary = before.isPrimary }: AssociationWish,
  known: Labels
): Association {
  const stated = labels && labelsOf(labels, known, 'labels').map(({ key }) => key)
  const own = [
    ...(stated ?? before.labels),
    ...labelsOf(further, known, 'labels_add').map(({ key }) => key),
  ]
  const isBoth = (key: string) => {
    const label = known.get(key)
    return label !== undefined && isSymmetric(label)
  }
  const inverse = [...before.inverseLabels.filter((key) => !isBoth(key)), ...own.filter(isBoth)]
  return {
    labels: [...new Set(own)].toSorted(),
    inverseLabels: [...new Set(inverse)].toSorted(),
    isPrimary,
    version: before.version,
  }
}

function isSame(before: Association, after: Association): boolean {
  const told = ({ labels, inverseLabels, isPrimary }: Association) =>
    JSON.stringify([labels.toSorted(), inverseLabels.toSorted(), isPrimary])
  return told(before) === told(after)
}

function added(before: Association, after: Association, known: Labels): AssociationLabel[] {
  return after.labels
    .filter((key) => !before.labels.includes(key))
    .flatMap((key) => known.get(key) ?? [])
}

/** Another one may have been the primary one so far. */
async function leavePrimary({ self, other }: LockedPair): Promise<void> {
  const { id, type } = self.end
  for (const [own, others, flag] of [
    ['from', 'to', 'is_primary'],
    ['to', 'from', 'is_inverse_primary'],
  ]) {
    await UnitOfWork.get().query(
      `UPDATE associations SET ${flag} = false, version = version + 1, updated_at = now()
       WHERE organization_id = app_organization() AND ${own}_type = $1 AND ${own}_id = $2
         AND ${others}_type = $3 AND ${flag}`,
      [type, id, other.end.type]
    )
  }
}

async function write({ self, other }: LockedPair, after: Association): Promise<void> {
  const { from, to, isReversed } = pairOf(self.end, other.end)
  const isOfOne = from.type === to.type
  const [labels, inverse] =
    isReversed && isOfOne
      ? [after.inverseLabels, after.labels]
      : [after.labels, after.inverseLabels]
  const flag = isReversed ? 'is_inverse_primary' : 'is_primary'
  await UnitOfWork.get().query(
    `INSERT INTO associations AS known
       (organization_id, from_type, from_id, to_type, to_id, labels, inverse_labels, ${flag})
     VALUES (app_organization(), $1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (organization_id, from_type, from_id, to_type, to_id) DO UPDATE
     SET labels = EXCLUDED.labels, inverse_labels = EXCLUDED.inverse_labels,
         ${flag} = EXCLUDED.${flag}, version = known.version + 1, updated_at = now()`,
    [from.type, from.id, to.type, to.id, labels, inverse, after.isPrimary]
  )
}

/** Both records hear of it, each of the other one. */
async function announce(
  { self, other }: LockedPair,
  action: 'associate' | 'dissociate',
  before: Association | null,
  after: Association | null,
  work: () => Promise<void>
): Promise<void> {
  const isOfOne = self.end.type === other.end.type
  const seen = (association: Association | null, { end }: LockedEnd, isSelf: boolean) =>
    association && {
      resource: end.type,
      id: end.id,
      labels: isSelf || !isOfOne ? association.labels : association.inverseLabels,
      /* Which one is the primary one for the other is not changed from here. */
      ...(isSelf && { is_primary: association.isPrimary }),
    }
  const bySelf = { before: seen(before, other, true), after: seen(after, other, true) }
  const byOther = { before: seen(before, self, false), after: seen(after, self, false) }
  await runAction(
    self.record,
    action,
    () => runAction(other.record, action, work, { association: byOther }),
    { association: bySelf }
  )
}
