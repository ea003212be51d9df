import { Adapter } from '@adonisjs/lucid/orm'
import type { LucidModel, LucidRow, ModelAdapterOptions } from '@adonisjs/lucid/types/model'
import { modelOfRecord } from '#core/resources/records/columns'
import { FIRST_VERSION, countChange } from '#core/resources/concerns/versioned'
import { PreparedNames } from '#core/database/prepared_names'
import { UnitOfWork } from '#core/database/unit_of_work'

/** One per table and set of columns that is written together: requests decide how many there are. */
const names = new PreparedNames('write', 60)

/**
 * Makes every query of every model join the unit of work that it runs in, so
 * that nobody passes a transaction around and nobody forgets to.
 *
 * The statements that a write consists of are simple enough to be written down:
 * half of what they cost through the builder (ADR 0012).
 */
export class OrganizationAdapter extends Adapter {
  /** Models make their own ids, so nothing has to come back. */
  override async insert(instance: LucidRow, attributes: Record<string, unknown>) {
    const model = modelOfRecord(instance)
    const written = { ...attributes, ...begin(instance, model) }
    const columns = Object.keys(written).map((column) => `"${column}"`)
    const places = columns.map((_, index) => `$${index + 1}`)
    write(
      `INSERT INTO ${model.table} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
      Object.values(written)
    )
  }

  /** Writes what has changed to the row that the record was read from. */
  override async update(instance: LucidRow, dirty: Record<string, unknown>) {
    const model = modelOfRecord(instance)
    const written = countChange(instance, dirty)
    const columns = Object.keys(written)
    const changes = columns.map((column, index) => `"${column}" = $${index + 1}`)
    const key = rowKey(
      model,
      instance.$original[model.primaryKey],
      instance.$original.organizationId
    )
    write(
      `UPDATE ${model.table} SET ${changes.join(', ')} WHERE ${conditions(key, columns.length)}`,
      [...Object.values(written), ...Object.values(key)]
    )
  }

  override modelConstructorClient(_model: LucidModel, options?: ModelAdapterOptions) {
    return options?.client ?? UnitOfWork.get().client
  }
}

/**
 * The record with this id in the active organization, locked until the unit of
 * work ends; null when there is none. Others may refer to it meanwhile, since its
 * id does not change.
 *
 * @param forDelete nobody may: it is about to be deleted
 */
export async function lockRecord(
  model: LucidModel,
  id: string,
  forDelete = false
): Promise<LucidRow | null> {
  model.boot()
  const key = rowKey(model, id, UnitOfWork.get().organizationId)
  const { rows } = await read(
    `SELECT ${columnList(model)} FROM ${model.table} WHERE ${conditions(key)}
     FOR ${forDelete ? 'UPDATE' : 'NO KEY UPDATE'}`,
    Object.values(key)
  )
  return rows[0] ? model.$createFromAdapterResult(rows[0]) : null
}

/** The records with these ids in the active organization, as they are at this moment; none is locked. */
export async function findRecords(
  model: LucidModel,
  ids: readonly string[]
): Promise<readonly LucidRow[]> {
  if (ids.length === 0) return []
  model.boot()
  const [key = '', ...organization] = Object.entries(
    rowKey(model, ids, UnitOfWork.get().organizationId)
  )
  const { rows } = await read(
    `SELECT ${columnList(model)} FROM ${model.table} WHERE "${key[0]}" = ANY($1::uuid[])
     ${organization.map(([column], index) => `AND "${column}" = $${index + 2}`).join(' ')}`,
    [ids, ...organization.map(([, value]) => value)]
  )
  return rows.map((row) => model.$createFromAdapterResult(row)).filter((record) => record !== null)
}

/** Gives a new record its author and its first version, where it has such. @returns them by column */
function begin(record: LucidRow, model: LucidModel): Record<string, unknown> {
  const begun: Record<string, unknown> = {}
  if ('remembersAuthor' in model) {
    const author: unknown = record.$getAttribute('createdById')
    begun.created_by_id = author ?? UnitOfWork.get().actorId
    record.$setAttribute('createdById', begun.created_by_id)
  }
  if ('countsChanges' in model) {
    begun.version = FIRST_VERSION
    record.$setAttribute('version', FIRST_VERSION)
  }
  return begun
}

function columnList(model: LucidModel): string {
  return [...model.$columnsDefinitions.values()]
    .map(({ columnName }) => `"${columnName}"`)
    .join(', ')
}

/** What a row is found by: its key, and its organization where it has one. The first fence. */
function rowKey(model: LucidModel, id: unknown, organizationId: unknown) {
  const key = { [model.$keys.attributesToColumns.get(model.primaryKey, model.primaryKey)]: id }
  return organizationId && model.$hasColumn('organizationId')
    ? { ...key, organization_id: organizationId }
    : key
}

/** @param taken how many placeholders the statement has used before */
function conditions(key: Readonly<Record<string, unknown>>, taken = 0): string {
  return Object.keys(key)
    .map((column, index) => `"${column}" = $${taken + index + 1}`)
    .join(' AND ')
}

function read(text: string, values: unknown[]) {
  return UnitOfWork.get().query(text, values, names.of(text))
}

/** Together with the statement that comes next: what was written is mostly read back. */
function write(text: string, values: unknown[]) {
  return UnitOfWork.get().queryDeferred(text, values, names.of(text))
}
