import string from '@adonisjs/core/helpers/string'
import { FIELD_HELP, KINDS, type Kind } from '#core/plugins/scaffold/kinds'
import { ownerOf } from '#core/plugins/installed'
import { resources } from '#core/resources/registry'
import { StartupError } from '#core/health/startup_error'

/** A field that holds a value of its own. */
export interface AskedValue extends Kind {
  readonly name: string
}

/** A record of another resource, which this one belongs to. */
export interface AskedReference {
  readonly name: string
  /** The table of the other one. */
  readonly table: string
  /** Whether it may belong to none. */
  readonly isOptional: boolean
}

export type Asked = AskedValue | AskedReference

/**
 * Reads `customer:customers,status:choice:open/done,minutes:integer`.
 *
 * @throws {StartupError} naming what it cannot be
 */
export function readFields(text: string): Asked[] {
  const asked = text.split(',').map((field) => readField(field.trim()))
  const names = asked.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new StartupError(`There are two fields "${twice}"`)
  return asked
}

function readField(field: string): Asked {
  const [name = '', kind = '', ...details] = field.split(':')
  const detail = details.join(':')
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) || OWN.has(name)) {
    throw new StartupError(
      `"${name}" cannot be the name of a field: use snake_case, and none that every record has`
    )
  }
  const { table } = resources.get(kind) ?? {}
  if (table !== undefined && (detail === '' || detail === 'optional')) {
    return { name, table, isOptional: detail === 'optional' }
  }
  const made = KINDS[kind]?.({ name, attribute: string.camelCase(name), detail })
  if (made) return { name, ...made }
  throw new StartupError(`"${field}" is no field.`, FIELD_HELP)
}

/** Columns that every table of a resource has. */
const OWN = new Set([
  'id',
  'organization_id',
  'created_by_id',
  'created_by',
  'version',
  'created_at',
  'updated_at',
])

export function isReference(asked: Asked): asked is AskedReference {
  return 'table' in asked
}

/** The plugins whose records the fields belong to. */
export function ownersOf(fields: readonly Asked[]): string[] {
  const owners = fields.filter(isReference).flatMap(({ table }) => {
    const resource = resourceOf(table)
    return (resource && ownerOf(resource)?.id) ?? []
  })
  return [...new Set(owners)]
}

export function resourceOf(table: string) {
  return [...resources.values()].find((resource) => resource.table === table)
}
