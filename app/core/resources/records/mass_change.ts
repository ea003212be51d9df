import { observersOf } from '#core/plugins/plugin_set'
import { Statement } from '#core/resources/query/statement'
import type { Resource } from '#core/resources/define_resource'
import { lockRecord } from '#core/database/organization_adapter'
import { UnitOfWork } from '#core/database/unit_of_work'

/** One column of many records of a resource, and what it becomes. */
interface MassChange {
  readonly resource: Resource
  readonly column: string
  readonly to: string | null
  /** What happens to each by that, where the business has a word for it: `assign`. */
  readonly outcome?: string | undefined
  /** Which records, as a condition on `r`. */
  readonly which: (bind: (value: unknown) => string) => string
}

/**
 * Changes many records in the same way, each as a new version of itself: one
 * statement, since there may be thousands. Where a plugin has a say in such a
 * change, or hears of it, each is changed like any other (ADR 0091).
 *
 * @throws 422 when a plugin vetoes; nothing is written then
 */
export async function bulkUpdate(change: MassChange): Promise<void> {
  const { resource, column, to, outcome = null, which } = change
  const { table, noun } = resource
  const statement = new Statement()
  const unit = UnitOfWork.get()
  if (
    (await observersOf(`${noun}:update`)) ??
    (outcome && (await observersOf(`${noun}:${outcome}`)))
  ) {
    const { rows } = await unit.query<{ id: string }>(
      `SELECT r.id FROM ${table} r WHERE ${which(statement.bind)} ORDER BY r.id FOR NO KEY UPDATE`,
      statement.values
    )
    for (const { id } of rows) await changeOne(resource, id, { [column]: to })
  } else {
    const value = statement.bind(to)
    unit.setAuditAction(outcome && `${noun}:${outcome}`)
    await unit.query(
      `UPDATE ${table} r SET ${column} = ${value}, version = version + 1, updated_at = now()
       WHERE ${which(statement.bind)}`,
      statement.values
    )
  }
}

async function changeOne(
  { name, model: load }: Resource,
  id: string,
  change: Readonly<Record<string, string | null>>
): Promise<void> {
  const model = (await load?.())?.default
  const record = model && (await lockRecord(model, id))
  if (!record) throw new Error(`${name} cannot be written`)
  for (const [column, value] of Object.entries(change)) {
    record.merge({ [model.$keys.columnsToAttributes.get(column, column)]: value })
  }
  await record.save()
}
