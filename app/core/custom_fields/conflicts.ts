import type { Identity } from '#core/access/identity'
import { type CustomField, pathOf } from '#core/custom_fields/custom_field'
import { type Problem, conflict } from '#core/http/exceptions/problem'
import type { Resource } from '#core/resources/define_resource'
import { Scope } from '#core/resources/query/scope'
import { Statement } from '#core/resources/query/statement'
import { mayRead } from '#core/resources/query/visible_fields'
import { UnitOfWork } from '#core/database/unit_of_work'

/** By which the trigger that keeps values of fields of organizations refuses one. */
const TAKEN = 'custom_field_values_unique'

/** Whose value was written, and the record that has it; null where that is gone meanwhile. */
interface Taken {
  readonly field: CustomField
  readonly holder: string | null
}

/**
 * Writes a record, and says which other one has a unique value already, as far as the caller may know of
 * both.
 *
 * @param unique the fields of the resource whose values are, archived ones among them
 * @throws 409
 */
export async function namingConflicts<T>(
  resource: Resource,
  unique: readonly CustomField[],
  caller: Identity,
  write: () => Promise<T>
): Promise<T> {
  try {
    return await UnitOfWork.get().savepoint(write)
  } catch (error) {
    const taken = takenIn(error, unique)
    throw taken ? await conflictOf(resource, caller, taken) : error
  }
}

function takenIn(error: unknown, unique: readonly CustomField[]): Taken | null {
  const { constraint, hint, detail }: Record<string, unknown> = Object(error)
  if (constraint !== TAKEN) return null
  const field = unique.find(({ id }) => id === hint)
  if (!field) return null
  return { field, holder: typeof detail === 'string' && detail !== '' ? detail : null }
}

async function conflictOf(
  resource: Resource,
  caller: Identity,
  { field, holder }: Taken
): Promise<Problem> {
  if (isHidden(resource, caller, field)) {
    return conflict('already_exists', 'There is one with this value already.')
  }
  const path = pathOf(field)
  const isKnown = holder !== null && (await isReadable(resource, caller, holder))
  return conflict('already_exists', `There is one with this ${path} already.`, {
    field: path,
    conflicts: isKnown ? [{ id: holder }] : [],
    hidden_count: holder === null || isKnown ? 0 : 1,
  })
}

function isHidden(
  resource: Resource,
  caller: Identity,
  { isArchived, readPermission }: CustomField
): boolean {
  return isArchived || (readPermission !== null && !mayRead(resource, caller, readPermission))
}

async function isReadable(resource: Resource, caller: Identity, id: string): Promise<boolean> {
  const unit = UnitOfWork.get()
  const statement = new Statement()
  const readable = new Scope(resource, caller, unit.organizationId).readable(statement)
  const { rowCount } = await unit.query(
    `SELECT FROM ${resource.table} r WHERE ${readable} AND r.id = ${statement.bind(id)}::uuid`,
    statement.values
  )
  return rowCount === 1
}
