import { CUSTOM, MAX_BYTES, pathOf } from '#core/custom_fields/custom_field'
import { notIndexed } from '#core/custom_fields/narrowing'
import { type Outage, outageOf } from '#core/http/exceptions/outage'
import {
  PHRASE,
  Problem,
  badRequest,
  conflict,
  invalid,
  notFoundDetail,
} from '#core/http/exceptions/problem'
import { uniqueFieldsOf } from '#core/plugins/fields/unique'
import { installedPlugins } from '#core/plugins/installed'
import { namesOwnedBy } from '#core/plugins/naming'
import { keyOf } from '#core/plugins/plugin_messages'
import type { ConstraintWords } from '#core/resources/define_resource'
import { UnitOfWork } from '#core/database/unit_of_work'

interface DatabaseError {
  readonly message: string
  readonly code: string
  readonly constraint?: string
  readonly table?: string
  readonly column?: string
  readonly hint?: string
  /** The function of PostgreSQL's source that said so, whatever its language. */
  readonly routine?: string
}

/** Constraints whose violation has something better to say than "conflict". */
const UNIQUE_FIELDS: Readonly<Record<string, string>> = {
  users_email_unique: 'email',
  users_username_unique: 'username',
  organizations_slug_unique: 'slug',
  permissions_name_unique: 'action',
  roles_slug_unique: 'name',
  user_roles_once_unique: 'role_id',
  user_profiles_type_unique: 'profile_type',
  invitations_open_unique: 'email',
  customers_user_unique: 'user_id',
  customers_code_unique: 'code',
  association_labels_key_unique: 'key',
  pipelines_code_unique: 'code',
  pipelines_name_unique: 'name',
  pipeline_stages_name_unique: 'name',
  lost_reasons_name_unique: 'name',
  deals_code_unique: 'code',
  employees_user_unique: 'user_id',
  employees_code_unique: 'code',
  vendors_user_unique: 'user_id',
  vendors_code_unique: 'code',
  people_code_unique: 'code',
  leads_code_unique: 'code',
}

/** By which the trigger that keeps values of fields of organizations refuses one; its column is the key, or empty. */
const CUSTOM_VALUES = 'custom_field_values_unique'

/** What is referred to by another name than its own. */
const NOUNS: Readonly<Record<string, string>> = {
  assigned_to: 'employee',
  assigned_employee: 'employee',
  manager: 'employee',
  owner: 'employee',
  reports_to: 'person',
  user: 'member',
}

/** The triggers that keep what is above a record from being below it. */
const CIRCLES: Readonly<Record<string, { readonly field: string; readonly message: string }>> = {
  employees_manager_above: {
    field: 'manager_id',
    message: 'An employee cannot be their own manager, directly or indirectly.',
  },
  people_reports_to_above: {
    field: 'reports_to_id',
    message: 'A person cannot report to themselves, directly or indirectly.',
  },
  customers_parent_above: {
    field: 'parent_id',
    message: 'A customer cannot be below itself, directly or indirectly.',
  },
}

/**
 * The refusal that a database error stands for, or null when it is a defect of
 * ours. Codes: PostgreSQL, appendix A. The text is the same whether a
 * referenced record is absent or foreign.
 */
export function databaseProblem(error: unknown): Problem | null {
  const outage = outageOf(error)
  if (outage) return isOwnReadOnly(outage) ? null : outage.problem
  if (!isDatabaseError(error)) return null
  if (error.constraint === 'user_organizations_last_owner') {
    return conflict('last_owner', 'An organization keeps at least one active owner.')
  }

  if (error.constraint === 'users_last_superuser') {
    return conflict('last_superuser', 'There is always at least one active superuser.')
  }

  if (error.constraint === 'pipeline_stages_kinds') {
    return conflict('stage_needed', 'A pipeline keeps an open, a won and a lost stage in use.')
  }

  const circle = CIRCLES[error.constraint ?? '']
  if (circle) return invalid([{ ...circle, rule: 'circle' }])

  const named = pluginIn(error)
  const words = constraintWords(error)
  switch (error.code) {
    case '23505': {
      if (words) return refusedBy(words, { code: 'already_exists', status: 409, named })
      const fields = uniqueFields(error)
      const field = fields.at(-1)
      const extra = { ...(field && { field }), ...named }
      return conflict(
        'already_exists',
        field
          ? `There is one with this ${fields.join(' and ')} already.`
          : 'There is one with this value already.',
        Object.keys(extra).length > 0 ? extra : undefined
      )
    }
    case '23001':
    case '23503':
      if (isAboutDeletion(error)) {
        return conflict('in_use', 'Other records refer to this one, which stays with them.', named)
      }
      return invalid(
        [
          {
            field: referencingField(error),
            rule: 'exists',
            message: notFoundDetail(referencedNoun(error)),
          },
        ],
        named
      )
    case '23514':
    case '23502':
      if (words) return refusedBy(words, { code: 'validation_failed', status: 422, named })
      return invalid(
        [
          {
            field: error.column ?? checkedField(error),
            rule: 'constraint',
            message: 'This value is not allowed.',
          },
        ],
        named
      )
    case '22001':
    case '22003':
    case '22007':
    case '22008':
    case '22009':
    case '22015':
    case '22025':
    case '2201B':
    case '22030':
    case '22032':
    case '22021':
    case '22P02':
    case '22P05':
    case '54000':
      return invalid([{ field: 'body', rule: 'value', message: 'A value is not allowed.' }])
    case 'CF001':
      return badRequest('field_not_indexed', notIndexed(error.hint), error.column)
    case 'CF003':
      return new Problem(422, {
        code: 'query_too_expensive',
        detail: `There are more than 100,000 periods to be filled, of all groups together: narrow them by "${error.column}".`,
        extra: { parameter: error.column },
      })
    case 'CF002': {
      const message = `The ${CUSTOM} field holds at most ${MAX_BYTES / 1024} KB in a record`
      return invalid([{ field: CUSTOM, rule: 'size', message }])
    }
    case '42501':
      return new Problem(404, { code: 'not_found', detail: 'Record not found.' })
    default:
      return null
  }
}

/**
 * Whether records stand in the way of one that was to be deleted, rather than that what one refers to
 * is absent: both have one code, constraint and table, and only words tell them apart, those of the
 * statement, which Lucid puts before the message, in any language.
 */
function isAboutDeletion({ code, message }: DatabaseError): boolean {
  return code === '23001' || /^delete from |\bupdate or delete on table\b/i.test(message)
}

/** The plugin whose constraint it is, or else whose table: their names begin with its id. */
function pluginIn({ constraint = '', table = '' }: DatabaseError): { readonly plugin?: string } {
  const plugins = installedPlugins()
  const owner = plugins.find(
    (plugin) => !plugin.core && [constraint, table].some(namesOwnedBy(plugin, plugins))
  )
  return owner ? { plugin: owner.id } : {}
}

/** What the resource of a table says itself about one of its constraints, and the plugin that brings it. */
function constraintWords({ constraint = '', table = '' }: DatabaseError) {
  for (const { id, resources = [] } of installedPlugins()) {
    const resource = resources.find(
      (each) => (each.storedIn ?? each.table) === table && each.constraints?.[constraint]
    )
    const words = resource?.constraints?.[constraint]
    if (words) return { ...words, phrase: keyOf(id, words.message) }
  }
  return null
}

interface Refused {
  readonly code: 'already_exists' | 'validation_failed'
  readonly status: 409 | 422
  readonly named: { readonly plugin?: string }
}

/** A refusal in words of a resource's own. */
function refusedBy(
  { field, message, phrase }: ConstraintWords & { readonly phrase: string },
  { code, status, named }: Refused
): Problem {
  if (status === 422) {
    return invalid([{ field, rule: 'constraint', message, [PHRASE]: phrase }], named)
  }
  return new Problem(status, { code, detail: message, extra: { field, ...named }, phrase })
}

/** Code that writes where it said that it would only read is a defect of ours. */
function isOwnReadOnly({ problem }: Outage): boolean {
  return problem.code === 'read_only' && UnitOfWork.current()?.isReadOnly === true
}

/** The fields whose values are there together already. */
function uniqueFields({ constraint = '', table = '', column }: DatabaseError): readonly string[] {
  /* The trigger names no field that is not there for everyone. */
  if (constraint === CUSTOM_VALUES) return column ? [pathOf({ key: column })] : []
  const known = UNIQUE_FIELDS[constraint]
  return known ? [known] : uniqueFieldsOf(table, constraint)
}

/** `customers_assigned_to_known` → `assigned_to_id`. */
function referencingField(error: DatabaseError): string {
  const match = /^(.+)_known$/.exec(ownName(error))
  return match ? `${match[1]}_id` : 'body'
}

/** `customers_assigned_to_known` → `employee`. */
function referencedNoun(error: DatabaseError): string {
  const name = /^(.+)_known$/.exec(ownName(error))?.[1] ?? 'record'
  return NOUNS[name] ?? name.replaceAll('_', ' ')
}

/** `customers_rating_check` → `rating`. */
function checkedField(error: DatabaseError): string {
  return /^(.+)_check\d*$/.exec(ownName(error))?.[1] ?? 'body'
}

/** What a constraint is called besides its table, or besides the plugin that put it on a table of others. */
function ownName(error: DatabaseError): string {
  const { constraint = '', table = '' } = error
  const { plugin = '' } = pluginIn(error)
  const own = without(plugin.replaceAll('-', '_'), constraint)
  return without(table, constraint) ?? (own && (without(table, own) ?? own)) ?? ''
}

/** The rest of a name that begins with another; null for one that does not. */
function without(prefix: string, name: string): string | null {
  return prefix !== '' && name.startsWith(`${prefix}_`) ? name.slice(prefix.length + 1) : null
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    (error.name === 'error' || 'severity' in error)
  )
}
