import { isUnlimited, labelsBetween } from '#core/associations/labels'
import { lockOrder } from '#core/associations/lock_order'
import type { End } from '#core/associations/pair'
import type { AssociationLabel } from '#core/associations/participants'
import { associateRecords } from '#core/associations/primary'
import { Problem } from '#core/http/exceptions/problem'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { NotCarried } from '#plugins/leads/models/lead/carried'

/** A record that a lead is associated with, and what it is for it. */
export interface LabelledEnd extends End {
  readonly labels: readonly string[]
}

/** What those of a lead are for it, as they may be for what it becomes. */
export class CarriedLabels {
  private constructor(
    private readonly known: ReadonlyMap<string, ReadonlyMap<string, AssociationLabel>>,
    private readonly given: ReadonlyMap<string, readonly string[]>
  ) {}

  /** @param targets the resources of what it becomes */
  static async of(ends: readonly LabelledEnd[], targets: readonly string[]) {
    const here = await currentPlugins()
    const known = new Map<string, ReadonlyMap<string, AssociationLabel>>()
    for (const type of new Set(ends.map((end) => end.type))) {
      for (const target of targets.filter((other) => other !== type)) {
        known.set(`${target} ${type}`, await labelsBetween(target, type, here))
      }
    }
    const given = ends.map(({ type, id, labels }) => [`${type} ${id}`, labels] as const)
    return new CarriedLabels(known, new Map(given))
  }

  /** Those that any number may have, as `people champion`: of all that a record becomes associated with. */
  unlimited({ type: target }: End): string[] {
    return [...this.known].flatMap(([between, labels]) => {
      const [one, type] = between.split(' ')
      const free = [...labels.values()].filter(isUnlimited)
      return one === target ? free.map(({ key }) => `${type} ${key}`) : []
    })
  }

  /** The same of one other record. */
  unlimitedOf(target: End, other: End): string[] {
    return this.labelsOf(target, other).flatMap((label) => (isUnlimited(label) ? label.key : []))
  }

  /**
   * Gives others, which are associated with a record, the labels that are limited, as far as there
   * are places.
   *
   * @returns those that have no place
   */
  async addLimited(target: End, others: readonly End[]): Promise<NotCarried[]> {
    const refused = new Map<string, NotCarried>()
    for (const other of others.toSorted(lockOrder)) {
      for (const label of this.labelsOf(target, other)) {
        if (isUnlimited(label) || (await hasPlace(target, other, label))) continue
        const field = `associations.${other.type}`
        const said = {
          field,
          reason: 'association_limit',
          label: label.key,
          of: target.type,
        } as const
        refused.set(`${field} ${label.key}`, said)
      }
    }
    return [...refused.values()]
  }

  private labelsOf(target: End, other: End): AssociationLabel[] {
    const known = this.known.get(`${target.type} ${other.type}`)
    const keys = this.given.get(`${other.type} ${other.id}`) ?? []
    return keys.flatMap((key) => known?.get(key) ?? [])
  }
}

/** Takes a place of a label. @returns whether there was one */
async function hasPlace(self: End, other: End, { key }: AssociationLabel): Promise<boolean> {
  try {
    await associateRecords(self, other, { labels_add: [key] })
    return true
  } catch (error) {
    if (error instanceof Problem && error.code === 'association_limit') return false
    throw error
  }
}
