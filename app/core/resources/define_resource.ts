import type { Identity } from '#core/access/identity'
import type { JSONSchema7 } from 'json-schema'
import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import { customValues } from '#core/custom_fields/shown'
import { withCustomValues } from '#core/custom_fields/written'
import { type Field, type Surface, json } from '#core/resources/fields'
import { type Refinements, inputSchemas, isWritten } from '#core/resources/inputs'
import { groupedBy, searchedIn, shownIn } from '#core/resources/surfaces'
import { withRelationIds } from '#core/resources/relation_ids'
import { permissionsOf } from '#core/access/grants'
import type { PluginSet } from '#core/plugins/plugin_set'
import type { Principal } from '#core/access/principal'
import type { OwnRecords } from '#core/access/record_ownership'
import type { RecordPolicyClass } from '#core/access/record_policy'
import type { ResourceTimeline } from '#core/timeline/source'

/** Another record that belongs to this one, joined when a field asks for it. */
export interface Relation {
  readonly table: string
  /** The column of `r` that holds its id. */
  readonly key: string
  /** The id that it holds, as SQL over `r`, where that is no column: a field of a plugin. */
  readonly sql?: string
  /** The column of the other table that it is compared with; `id` as a rule. */
  readonly references?: string
  /** Rows that count as absent, such as deleted ones, over the relation's name. */
  readonly unless?: string
  /** Whether it only tells what came of what: it does not stand in the way of deleting the other record. */
  readonly isTrace?: boolean
  /** Tables such as users belong to no organization. */
  readonly global?: boolean
}

/**
 * Reads a body, or refuses it. Fields that are hidden from the caller are
 * refused as if there were none of that name; the system may write what of plugins' fields is
 * read-only for callers. Describes itself as JSON Schema,
 * from which forms are made.
 */
export interface InputValidator {
  validate(
    body: unknown,
    options?: {
      readonly meta?: { readonly hidden?: ReadonlySet<string>; readonly isSystem?: boolean }
    }
  ): Promise<Record<string, unknown>>
  readonly describe?: () => JSONSchema7
  /** Keys that it lets pass, since something else reads them: `organization`. */
  readonly ignoredKeys?: readonly string[]
}

/** What a caller may write, each as a strict object. */
export interface InputSchemas {
  readonly create: InputValidator
  readonly update: InputValidator
}

/** A condition in SQL over `r`, which every read of a resource obeys; null is none. */
export type RowFilter = (caller: Identity, bind: (value: unknown) => string) => string | null

/**
 * The resource whose records have records of another one: `{ resource: 'deals', key: 'deal_id',
 * path: 'lines' }` lists and makes them under `/api/deals/{id}/lines/`, and reads, changes and
 * deletes each under `/api/deals/{id}/lines/{related_id}/`, for callers who may read the deal.
 */
export interface Parent {
  /** By its name in paths. */
  readonly resource: string
  /** The column that holds the id of the record; a relation's key. */
  readonly key: string
  readonly path: string
}

/** The parameter of a path that names a record under the one of another resource. */
export const RELATED_ID = 'related_id'

/** What is wrong where a constraint of the database refuses a value, for people. */
export interface ConstraintWords {
  /** The field that is named. */
  readonly field: string
  /** A sentence, which `lang/<locale>.json` of its plugin translates. */
  readonly message: string
}

/** What there is when a sample is made. */
export interface SampleContext {
  /** A record that there is, by its table: `idOf('customers')`. @throws when there is none */
  idOf(table: string): string
}

/** What people see of a list, and look through. */
export interface ListPage {
  /** The columns that are there until a user chooses others. */
  readonly columns?: readonly string[]
  /** The fields that a search looks through, of resources that are small enough for it. */
  readonly search?: readonly string[]
}

export interface ResourceDefinition {
  /** In paths: `customers`. */
  readonly name: string
  /** One of them, in messages and answers: `customer`. */
  readonly singular: string
  /** In permissions, where it differs from the name. */
  readonly noun?: string
  /** What stands where its table stands; a function when start-up decides it. */
  readonly table?: string | (() => string)
  /** The table that holds its rows, where its own is a view of that one: errors of the database name it. */
  readonly storedIn?: string
  /** Loaded when something is written; without it the resource is read-only. */
  readonly model?: () => Promise<{ default: LucidModel }>
  /** What the rules of single fields cannot say. */
  readonly refine?: Refinements
  /**
   * What reads its bodies where the rules of its fields are not all there is to it: validators made
   * of `inputRules`.
   */
  readonly writes?: () => Promise<InputSchemas>
  /** Who may do what with its records; the grants alone decide by default. */
  readonly policy?: () => Promise<{ default: RecordPolicyClass }>
  /**
   * The further actions that a change asks for, since it does more than to
   * write: `move` where it names another stage.
   *
   * @param record null when it is being made
   */
  readonly requiredActions?: (
    change: Readonly<Record<string, unknown>>,
    record: LucidRow | null
  ) => Promise<readonly string[]>
  /**
   * Refuses what a change does beyond what it writes, on every way by which a caller writes: to hand
   * on by a role what they do not hold. Asked after the references. @throws 403
   *
   * @param change by the names of columns
   * @param record null when it is being made
   */
  readonly authorizeChange?: (
    context: Principal,
    change: Readonly<Record<string, unknown>>,
    record: LucidRow | null
  ) => Promise<void>
  /**
   * Locks what has to be locked before a record of this id is: users who change several of its
   * records at once wait for each other in one order.
   */
  readonly lockFirst?: (id: string) => Promise<void>
  /**
   * Where its fields are shown that do not say it; in single records and exports
   * by default, and what is `json` only in single records.
   */
  readonly in?: readonly Surface[]
  /** All that may be seen and written of a record, each thing once, in the order in which it is shown. */
  readonly fields: Readonly<Record<string, Field>>
  readonly relations?: Readonly<Record<string, Relation>>
  /** Whether `search_<table>()` exists, and whether it ranks: that of `#database/helpers/v2` and later does. */
  readonly searchable?: boolean | 'ranked'
  /** What `sumRecords` adds up of each record, in its order, as SQL over `r`. */
  readonly aggregates?: Readonly<Record<string, string>>
  readonly softDeletes?: boolean
  /** Under whose records it is listed and made, too: of one resource, or of each of several. */
  readonly parent?: Parent | readonly Parent[]
  /**
   * The relation to the record that one of these is a part of, as a line is of its deal: who may read
   * that one reads its parts, and who may change it changes them, as far as the permissions for the
   * parts themselves go. It is locked first, and it is deleted with its parts.
   */
  readonly partOf?: string
  /** Which records are a user's own; without it, `own` reaches nothing. */
  readonly own?: OwnRecords
  /**
   * The column that links a member, who then reaches the record, and what is
   * assigned to it, by grants for `own`.
   */
  readonly linksUser?: string
  /** The permissions whose holders are shown all of its records elsewhere, as on a board. */
  readonly shownBy?: readonly string[]
  /** By what records elsewhere name its own, where that is not their id: members are named by their users. */
  readonly namedBy?: 'user_id'
  /** By what its records elsewhere name the caller, to whom anyone may refer, and for whom `me` stands; null where the caller is none. */
  readonly callerId?: (caller: Identity) => string | null
  /** What callers may refer to without a permission to read it, as a condition on `r`. */
  readonly referable?: RowFilter
  /** What any member may do, without a permission, to a record that is about themselves. */
  readonly selfServiceActions?: readonly string[]
  /**
   * For the few resources that are not an organization's: the condition on `r`
   * that selects what is the caller's, in place of the organization and grants.
   */
  readonly baseScope?: (caller: Identity, bind: (value: unknown) => string) => string
  /**
   * Which records are there by what else is there for the caller, given the plugins that are on: what
   * belongs to records of other resources.
   */
  readonly rowFilter?: (here: PluginSet) => RowFilter
  /** Whether the audit log shows what its records hold only to those for whom they are there. */
  readonly isConfidential?: boolean
  /** False: its records have no files, though they are read and changed. */
  readonly attachable?: boolean
  /** That its records have a timeline, and what shows there besides what all timelines have. */
  readonly timeline?: ResourceTimeline
  /** Which records still ask for a user's work, as a condition on `r`; all of them by default. */
  readonly openCondition?: string
  readonly order?: string
  /**
   * The one permission, of its own or of another resource, that everything asks for which is done with
   * its records: `webhooks:manage`. The plugin declares it under `permissions`. By default each action
   * has its own.
   */
  readonly managedBy?: string
  /** Actions beyond reading and writing that need a permission of their own: `convert`. */
  readonly actions?: readonly string[]
  /** What happens to its records beyond being created, changed and deleted: `activate`. */
  readonly emits?: readonly string[]
  /** What the audit log says of its records besides, and no plugin hears of: `grant`. */
  readonly logs?: readonly string[]
  /**
   * Those of `emits` that a request of their own does, whose body may hold input of plugins: `win`. The
   * others come about by a change alone, or later.
   */
  readonly commands?: readonly string[]
  /** By which action's permission each of `emits` may be done that has none of its own: `{ win: 'close' }`. */
  readonly permittedBy?: Readonly<Record<string, string>>
  /**
   * What to say where one of the table's own constraints refuses a value, by its name in the
   * database: `{ invoices_due_known: { field: 'due_on', message: 'A sent invoice is due on a day.' } }`.
   */
  readonly constraints?: Readonly<Record<string, ConstraintWords>>
  /** Whether plugins and organizations may add fields to it; it has a column `extensions`. */
  readonly extensible?: boolean
  /** False: to make one takes more than what `writes.create` reads, so that no file can. */
  readonly importable?: boolean
  /**
   * What makes a record of it, where walks of the tests cannot guess that from its fields: what its
   * API is sent; or the id of one that it made itself, in the transaction of the organization, where
   * no one may make any. Nothing but tests asks for it.
   */
  readonly sample?: (context: SampleContext) => Sample | Promise<Sample>
  /** Which of the standard actions exist; all of them by default. */
  readonly standard?: readonly StandardAction[]
}

/** A body, or an id. */
type Sample = Readonly<Record<string, unknown>> | string

export type StandardAction = 'read' | 'create' | 'update' | 'delete' | 'export' | 'bulk' | 'restore'

const STANDARD: readonly StandardAction[] = [
  'read',
  'create',
  'update',
  'delete',
  'export',
  'bulk',
  'restore',
]

/** What policies call their own methods that are no rules. */
const RESERVED = new Set(['act', 'after', 'before', 'constructor', 'granted', 'resource'])

/** A function of the database that finds records by the values of a field: `(term) RETURNS TABLE (id, rank, created_at)`. */
export interface FieldSearch {
  readonly field: string
  readonly function: string
}

/**
 * SQL that finds records by words, besides what the resource finds itself: it answers the ids, and
 * from 0 on how well each fits. Null finds none.
 */
export type Finder = (words: string, bind: (value: unknown) => string) => string | null

/** A resource as the rest of the application uses it: the definition with its defaults filled in. */
export interface Resource extends ResourceDefinition {
  readonly noun: string
  /** The fields of a list's entries, in this order. */
  readonly list: readonly string[]
  /** The fields of a single record, in this order. */
  readonly detail: readonly string[]
  /** How its list looks on a page for people, where that is not the first fields of `list`. */
  readonly page?: ListPage
  /** The fields that `countRecords` or `sumRecords` keeps counts by, in its order. */
  readonly groupBy?: readonly string[]
  /** One of them, where a sentence begins: `Customer`. */
  readonly title: string
  readonly table: string
  /** The columns that hold ids of other records. */
  readonly references: ReadonlySet<string>
  readonly relations: Readonly<Record<string, Relation>>
  readonly searchable: boolean | 'ranked'
  readonly softDeletes: boolean
  readonly order: string
  readonly export: readonly string[]
  /** The pictures that its records may have: `avatar`. */
  readonly images: readonly string[]
  readonly permissions: readonly string[]
  readonly emits: readonly string[]
  readonly commands: readonly string[]
  readonly extensible: boolean
  readonly importable: boolean
  /** Further functions that its search asks, each for the values of one field of a plugin. */
  readonly searches?: readonly FieldSearch[]
  /** What plugins find its records by, as far as they are on. */
  readonly finders?: readonly Finder[]
  /**
   * Asked where something is written into fields of plugins. @throws 403 for what takes another
   * permission, 422 for a reference to what is not there for the caller
   */
  readonly authorizeExtensions?: (
    caller: Identity,
    extensions: unknown,
    record: LucidRow | null
  ) => Promise<void>
  /**
   * Does a write of a record whose organization has fields with unique values. @throws 409 naming the
   * record that has one already, as far as the caller may know of it
   */
  readonly namingConflicts?: <T>(caller: Identity, write: () => Promise<T>) => Promise<T>
  /** What plugins of the active organization narrow it by. */
  readonly rowFilters: readonly RowFilter[]
  readonly selfServiceActions: readonly string[]
  /** Under whose records it is listed and made, too, the first one first. */
  readonly parents: readonly Parent[]
  readonly policy: () => Promise<{ default: RecordPolicyClass }>
  /** Those of `permissions` that are permissions of its own, by their actions: none where it is `managedBy` one. */
  readonly ownPermissions: readonly string[]
  /** The name of the permission for an action: `customers:read`. */
  permission(action: string): string
}

/** Where no plugin adds fields. */
const NO_EXTENSIONS = json({ sql: `'{}'::json`, nullable: false, holds: { type: 'object' } })

/**
 * Declares, once, what may be seen of a resource: lists, details, filters,
 * sorting, search and export all read this table, so that no path can show what
 * another one hides.
 *
 * @throws when a field names a relation that is not declared, when a related record is embedded under
 * another name than its key says, or when the places of its groups have gaps
 */
export function defineResource(definition: ResourceDefinition): Resource {
  const noun = definition.noun ?? definition.name
  const { relations = {}, extensible = false } = definition
  const own = withRelationIds(definition)
  const fields = extensible ? { ...own, extensions: NO_EXTENSIONS, custom: customValues() } : own
  const shown = (surface: Surface) => shownIn(own, surface, definition.in)
  const added = (names: readonly string[]) => (extensible ? names : [])
  const detail = [...shown('detail'), ...added(['extensions', 'custom'])]
  const page = pageOf(shown('page'), searchedIn(own))
  const groupBy = groupedBy(definition.name, own)
  const ownWrites =
    definition.writes ??
    (isWritten(own) ? async () => inputSchemas({ ...definition, fields: own }) : undefined)
  const writes =
    extensible && ownWrites ? async () => withCustomValues(await ownWrites(), []) : ownWrites
  for (const name of definition.actions ?? []) {
    if (RESERVED.has(name)) throw new Error(`${definition.name}: no action can be called "${name}"`)
  }
  for (const [name, field] of Object.entries(fields)) {
    const { currency } = field
    if (currency !== null && !isCurrency(currency) && !fields[currency]) {
      throw new Error(
        `${definition.name}.${name} is of the currency "${currency}", which is no field`
      )
    }
    for (const relation of field.relations) {
      if (!relations[relation]) {
        throw new Error(
          `${definition.name}.${name} names the relation "${relation}", which is not among its ` +
            `"relations" (${Object.keys(relations).join(', ') || 'none'})`
        )
      }
    }
  }
  if (definition.partOf !== undefined && !relations[definition.partOf]) {
    throw new Error(`${definition.name} is part of "${definition.partOf}", which is no relation`)
  }
  const { managedBy } = definition
  const permissions = [...(definition.standard ?? STANDARD), ...(definition.actions ?? [])]
  const declared = {
    ...definition,
    ...(definition.model && { model: once(definition.model) }),
    ...(writes && { writes: once(writes) }),
    ...(page && { page }),
    ...(groupBy.length > 0 && { groupBy }),
    fields,
    list: [...shown('list'), ...added(['custom'])],
    detail,
    noun,
    title: titleOf(definition.singular),
    relations,
    references: new Set(Object.values(relations).map(({ key }) => key)),
    searchable: definition.searchable ?? false,
    softDeletes: definition.softDeletes ?? false,
    order: definition.order ?? '-created_at',
    export: shown('export'),
    permissions,
    ownPermissions: managedBy === undefined ? permissions : [],
    images: Object.values(own).flatMap((field) => field.image ?? []),
    emits: definition.emits ?? [],
    commands: definition.commands ?? [],
    extensible,
    importable: definition.importable ?? true,
    rowFilters: [],
    parents: definition.parent ? [definition.parent].flat() : [],
    selfServiceActions: definition.selfServiceActions ?? [],
    policy: once(definition.policy ?? (() => grantsAlone(resource))),
    permission: managedBy === undefined ? permissionsOf(noun) : () => managedBy,
  }
  const { table = definition.name } = definition
  const resource: Resource =
    typeof table === 'string'
      ? { ...declared, table }
      : {
          ...declared,
          get table() {
            return table()
          },
        }
  return resource
}

/** Whether it is one currency for all records, and no field that says it of each. */
const isCurrency = (currency: string) => /^(organization|[A-Z]{3})$/.test(currency)

async function grantsAlone(resource: Resource) {
  const { policyByGrants } = await import('#core/access/record_policy')
  return { default: policyByGrants(resource) }
}

function pageOf(columns: readonly string[], search: readonly string[]): ListPage | null {
  if (columns.length + search.length === 0) return null
  return { ...(columns.length > 0 && { columns }), ...(search.length > 0 && { search }) }
}

function titleOf(singular: string): string {
  return `${singular.charAt(0).toUpperCase()}${singular.slice(1)}`.replaceAll('_', ' ')
}

/** Importing a module anew costs, also when it is there already. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined
  return () => (loaded ??= load())
}
