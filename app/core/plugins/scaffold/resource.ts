import string from '@adonisjs/core/helpers/string'
import {
  type Asked,
  type AskedReference,
  isReference,
  resourceOf,
} from '#core/plugins/scaffold/asked_fields'

/** The columns of another record that say which one it is, as far as it has them. */
const CARD = ['code', 'name', 'full_name', 'title', 'email']

/** Where the files of a resource are. */
interface Place {
  /** Its definition, in the folder of the plugin: `resource`, `resources/visits_stops`. */
  readonly path: string
  /** The number of its migration. */
  readonly migration: number
}

/** What the stubs of a resource are filled with. @param name of the resource: `visits` */
export function scaffoldResource(name: string, fields: readonly Asked[], place: Place) {
  const table = name.replaceAll('-', '_')
  const singular = string.singular(table)
  const model = string.pascalCase(singular)
  const references = fields.filter(isReference)
  const concerns = fields.flatMap((field) =>
    isReference(field) || !field.concern ? [] : field.concern
  )
  return {
    name,
    table,
    singular,
    model,
    ...place,
    file: `${String(place.migration).padStart(4, '0')}_${table}`,
    schema: `${model}Schema`,
    words: table.replaceAll('_', ' '),
    body: tableOf(model) === table ? '{}' : `{\n  static override table = '${table}'\n}`,
    concerns: concerns.map(({ call }) => `\n${call},`).join(''),
    concernImports: imports(
      Object.fromEntries(concerns.map(({ name: concern, from }) => [from, [concern]]))
    ),
    columns: lines(fields, (field) =>
      isReference(field)
        ? `${field.name}_id uuid${field.isOptional ? '' : ' NOT NULL'},`
        : `${field.name} ${field.column},`
    ),
    constraints: lines(references, constraintOf),
    indexes: lines(references, (field) => `'organization_id, ${field.name}_id',`),
    fieldKinds: fieldKindsOf(fields),
    relations:
      references.length === 0 ? '' : `\nrelations: {${lines(references, relationOf)}\n},\n`,
    fields: lines(fields, (field) =>
      isReference(field) ? referenceFieldsOf(field) : `${field.name}: ${field.declared},`
    ),
    ruleImports: imports(rulesOf(fields)) || '\n',
    ruleNames: Object.values(rulesOf(fields)).flat().join(', '),
    attributes: lines(fields, attributeOf),
    usesDateTime: fields.some((field) => attributeOf(field).includes('DateTime')),
    amounts: concerns.length === 0 ? '' : `, amounts: [${amountsOf(fields)}]`,
  }
}

/** What a record of a package's resource holds of a field, in TypeScript. */
function attributeOf(field: Asked): string {
  const name = string.camelCase(field.name)
  if (!isReference(field)) return `${name}: ${field.type}`
  return `${name}Id: string${field.isOptional ? ' | null' : ''}`
}

function amountsOf(fields: readonly Asked[]): string {
  const amounts = fields.filter((field) => !isReference(field) && field.concern !== undefined)
  return amounts.map(({ name }) => `'${string.camelCase(name)}'`).join(', ')
}

/** The table that a model of this name stands for, as its schema class is called. */
function tableOf(model: string): string {
  return string.pluralize(string.snakeCase(model))
}

/** The functions that declare its fields. */
function fieldKindsOf(fields: readonly Asked[]): string {
  const used = fields.flatMap((field) => {
    if (!isReference(field)) return field.declared.split('(')[0] ?? []
    return cardOf(field.table).includes('text(') ? ['embedded', 'text'] : ['embedded']
  })
  return [...new Set(['timestamp', 'uuid', 'version', ...used])].sort().join(', ')
}

function rulesOf(fields: readonly Asked[]): Record<string, string[]> {
  const rules: Record<string, string[]> = {}
  const add = (from: string, names: readonly string[]) => {
    rules[from] = [...new Set([...(rules[from] ?? []), ...names])].sort()
  }
  for (const field of fields) {
    if (isReference(field)) add('#core/resources/validation/fields', [referenceRuleOf(field)])
    else for (const [from, names] of Object.entries(field.rules ?? {})) add(from, names)
  }
  return rules
}

function imports(names: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(names)
    .map(([from, exported]) => `\nimport { ${exported.join(', ')} } from '${from}'`)
    .join('')
    .concat(Object.keys(names).length > 0 ? '\n' : '')
}

function constraintOf({ name, table, isOptional }: AskedReference): string {
  const key = `FOREIGN KEY (organization_id, ${name}_id) REFERENCES ${table} (organization_id, id)`
  if (isOptional) return `${key} ON DELETE SET NULL (${name}_id),`
  /* Nothing vanishes past its hooks: what is deleted for good stays while records need it. */
  return resourceOf(table)?.softDeletes ? `${key} ON DELETE CASCADE,` : `${key},`
}

function referenceRuleOf({ isOptional }: AskedReference): string {
  return isOptional ? 'optionalReference' : 'mandatoryReference'
}

function referenceFieldsOf(field: AskedReference): string {
  const { name, table, isOptional } = field
  const nullable = isOptional ? '' : 'nullable: false, '
  return [
    `${name}: embedded('${name}', ${cardOf(table)}, { key: '${name}_id', rule: ${referenceRuleOf(field)}(), in: ['list', 'detail'] }),`,
    `${name}_id: uuid({ ${nullable}sort: false, in: ['detail', 'export'] }),`,
  ].join('\n')
}

/** A deleted record counts as absent. */
function relationOf({ name, table }: AskedReference): string {
  const unless = resourceOf(table)?.softDeletes ? `, unless: '${name}.deleted_at IS NOT NULL'` : ''
  return `${name}: { table: '${table}', key: '${name}_id'${unless} },`
}

function cardOf(table: string): string {
  const fields = resourceOf(table)?.fields ?? {}
  const shown = CARD.filter((name) => fields[name]?.sql === null)
  const texts = shown.map((name) => `, ${name}: text()`)
  return `{ id: uuid({ nullable: false })${texts.join('')} }`
}

/** Each on a line of its own, below what stands before them. Prettier lays out all but SQL. */
const SQL_INDENT = ' '.repeat(10)

function lines<T>(of: readonly T[], line: (one: T) => string): string {
  return of.map((one) => `\n${SQL_INDENT}${line(one)}`).join('')
}
