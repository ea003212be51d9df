import { compose } from '@adonisjs/core/helpers'
import { beforeCreate, beforeDelete } from '@adonisjs/lucid/orm'
import { AssociationLabelSchema } from '#database/schema'
import { conflict, invalid } from '#core/http/exceptions/problem'
import { builtInLabels, isBetween, participants } from '#core/associations/participants'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What records of two resources are for each other, as an organization calls it. */
export default class AssociationLabel extends compose(
  AssociationLabelSchema,
  OrganizationScoped,
  EmitsEvents('association-labels'),
  Versioned
) {
  /** Whether a label is one that a module brings, which has no row. */
  static isBuiltIn(id: string): boolean {
    return builtInLabels().some((label) => label.id === id)
  }

  /** Of any plugin, be it on or off here: it may be turned on. */
  @beforeCreate()
  static mustBeNew(label: AssociationLabel) {
    const { fromType: from, toType: to, key } = label
    for (const [field, name] of [
      ['from', from],
      ['to', to],
    ] as const) {
      if (participants().has(name)) continue
      const accepted = [...participants()]
      const message = `"${name}" is no resource that takes part in associations`
      throw invalid([{ field, rule: 'exists', message }], { accepted })
    }
    const isTaken = builtInLabels().some((known) => known.key === key && isBetween(known, from, to))
    if (isTaken)
      throw conflict('already_exists', 'There is one with this key already.', { field: 'key' })
  }

  @beforeDelete()
  static async mustBeUnused(label: AssociationLabel) {
    const count = await label.countUses()
    if (count === 0) return
    const detail =
      'Records are associated by this label. Delete it with "?replace_by=" and the id of another label, which they have then.'
    throw conflict('in_use', detail, { counts: { associations: count } })
  }

  /** How many pairs it is used for, those among them whose ends are deleted. */
  private async countUses(this: AssociationLabel): Promise<number> {
    const { rows } = await UnitOfWork.get().query<{ count: number }>(
      `SELECT count(*)::int AS count FROM associations
       WHERE ${BETWEEN} AND ($3 = ANY(labels) OR $3 = ANY(inverse_labels))`,
      [this.fromType, this.toType, this.key]
    )
    return rows[0]?.count ?? 0
  }

  /** Gives another label of the same resources to all that have this one. */
  async replaceBy({ key }: { readonly key: string }): Promise<void> {
    const replaced = (column: string) =>
      `ARRAY(SELECT DISTINCT unnest(array_replace(${column}, $3, $4)) ORDER BY 1)`
    await UnitOfWork.get().query(
      `UPDATE associations SET labels = ${replaced('labels')},
         inverse_labels = ${replaced('inverse_labels')}, version = version + 1, updated_at = now()
       WHERE ${BETWEEN} AND ($3 = ANY(labels) OR $3 = ANY(inverse_labels))`,
      [this.fromType, this.toType, this.key, key]
    )
  }
}

const BETWEEN = `organization_id = app_organization()
  AND from_type = least($1::text COLLATE "C", $2::text COLLATE "C")
  AND to_type = greatest($1::text COLLATE "C", $2::text COLLATE "C")`
