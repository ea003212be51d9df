import { CUSTOM, type CustomField } from '#core/custom_fields/custom_field'
import {
  checkField,
  columnsOf,
  customValuesOf,
  isLive,
  relationsOf,
  shownFields,
} from '#core/custom_fields/shown'
import { withCustomValues } from '#core/custom_fields/written'
import type { Finder, Resource } from '#core/resources/define_resource'

/** The parameter of lists that finds records by what they lack. */
const CHECK = 'check'

/**
 * A resource with the fields that an organization has defined for it, which can be shown, written, searched,
 * filtered, sorted by and exported like its own. The very same resource where there are none.
 *
 * @param all of the organization, for whatever resources
 */
export function withCustomFields(resource: Resource, all: readonly CustomField[]): Resource {
  const fields = resource.extensible ? all.filter((field) => field.resource === resource.name) : []
  if (fields.length === 0) return resource
  const live = fields.filter(isLive)
  /* Who may not read a field does not learn who lacks it. */
  const required = live.filter((field) => field.isRequired && field.readPermission === null)
  const { writes } = resource
  return {
    ...resource,
    table: resource.table,
    fields: {
      ...resource.fields,
      [CUSTOM]: customValuesOf(resource, fields),
      ...shownFields(resource, live),
      ...(required.length > 0 && !resource.fields[CHECK] && { [CHECK]: checkField(required) }),
    },
    relations: { ...resource.relations, ...relationsOf(live) },
    /* Others than those of the resource: what is remembered by them is of these fields. */
    list: [...resource.list],
    detail: [...resource.detail],
    export: [...resource.export, ...live.flatMap(columnsOf)],
    ...(live.some(({ isSearchable }) => isSearchable) && {
      finders: [...(resource.finders ?? []), finderOf(resource)],
    }),
    ...(writes && { writes: async () => withCustomValues(await writes(), live) }),
    ...authorizationOf(resource, live),
    ...conflictsOf(
      resource,
      fields.filter(({ isUnique }) => isUnique)
    ),
  }
}

/** One function of the database looks through all that are searched. */
function finderOf({ name }: Resource): Finder {
  return (words, bind) => `SELECT id, rank FROM search_custom_fields(${bind(words)}, '${name}')`
}

/** Asked after what plugins say of their fields. */
function authorizationOf(
  resource: Resource,
  live: readonly CustomField[]
): Pick<Resource, 'authorizeExtensions'> {
  const isGuarded = ({ writePermission, type, options }: CustomField) =>
    writePermission !== null ||
    type === 'user' ||
    type === 'reference' ||
    options.some(({ isActive }) => !isActive)
  const guarded = live.filter(isGuarded)
  if (guarded.length === 0) return {}
  return {
    async authorizeExtensions(identity, extensions, record) {
      await resource.authorizeExtensions?.(identity, extensions, record)
      const { authorizeValues } = await import('#core/custom_fields/authorization')
      await authorizeValues(resource, guarded, identity, extensions, record)
    },
  }
}

function conflictsOf(
  resource: Resource,
  unique: readonly CustomField[]
): Pick<Resource, 'namingConflicts'> {
  if (unique.length === 0) return {}
  return {
    async namingConflicts(caller, write) {
      const { namingConflicts } = await import('#core/custom_fields/conflicts')
      return namingConflicts(resource, unique, caller, write)
    },
  }
}
