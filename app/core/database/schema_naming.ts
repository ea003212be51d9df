import string from '@adonisjs/core/helpers/string'
import { CamelCaseNamingStrategy } from '@adonisjs/lucid/orm'
import type { LucidModel } from '@adonisjs/lucid/types/model'

/**
 * A model stands for the table of its schema class, whatever it is called itself: `Note`, of
 * `CrmNoteSchema`, for `crm_notes`. Lucid would take the name of the model.
 */
export class SchemaNaming extends CamelCaseNamingStrategy {
  override tableName(model: LucidModel): string {
    const schema = schemaNameOf(model)
    return schema === null ? super.tableName(model) : string.pluralize(string.snakeCase(schema))
  }
}

/** What the generated class that a model extends is called, without `Schema`; null when it extends none. */
function schemaNameOf(model: object): string | null {
  for (let base: unknown = model; typeof base === 'function'; base = Object.getPrototypeOf(base)) {
    const [, name] = /^(.+)Schema$/.exec(base.name) ?? []
    if (name !== undefined && Object.hasOwn(base, '$columns')) return name
  }
  return null
}
