import string from '@adonisjs/core/helpers/string'
import { ownerOf } from '#core/plugins/installed'
import { resources } from '#core/resources/registry'
import { StartupError } from '#core/health/startup_error'

/** How a field of a new resource is kept, seen and written. */
interface Kind {
  readonly column: string
  /** A function of `#core/resources/fields`. */
  readonly declared: string
  /** The rule of `#core/resources/validation/fields` that it names, where it names one. */
  readonly rule?: string
}

const KINDS: Readonly<Record<string, Kind>> = {
  text: { column: 'text', declared: 'text({ writable: true })' },
  integer: { column: 'integer', declared: 'integer({ writable: true })' },
  decimal: {
    column: 'numeric(12, 2)',
    declared: 'decimal({ rule: optionalDecimal(2, -9_999_999_999, 9_999_999_999) })',
    rule: 'optionalDecimal',
  },
  boolean: {
    column: 'boolean NOT NULL DEFAULT false',
    declared: 'boolean({ nullable: false, writable: true })',
  },
  date: { column: 'date', declared: 'date({ writable: true })' },
}

/** One field of a new resource: of a kind, or a record of another resource that it belongs to. */
interface Asked {
  readonly name: string
  readonly kind: Kind | null
  readonly table: string
}

/** The columns of another record that say which one it is, as far as it has them. */
const CARD = ['code', 'name', 'full_name', 'title', 'email']

/**
 * Reads `customer:customers,visited_on:date,minutes:integer`.
 *
 * @throws {StartupError} naming what it cannot be
 */
function readFields(text: string): Asked[] {
  return text.split(',').map((pair) => {
    const [name = '', kind = ''] = pair.trim().split(':')
    if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name)) {
      throw new StartupError(`"${name}" cannot be the name of a field: use snake_case`)
    }
    if (KINDS[kind]) return { name, kind: KINDS[kind], table: '' }
    const { table } = resources.get(kind) ?? {}
    if (table !== undefined) return { name, kind: null, table }
    const kinds = Object.keys(KINDS).join(', ')
    throw new StartupError(
      `"${kind}" of the field "${name}" is neither ${kinds} nor the name of a resource`
    )
  })
}

/** The plugins whose records the fields belong to. */
function ownersOf(fields: readonly Asked[]): string[] {
  const owners = fields.flatMap(({ table }) => {
    const resource = resourceOf(table)
    return (resource && ownerOf(resource)?.id) ?? []
  })
  return [...new Set(owners)]
}

/** The stubs of a new plugin, and what they are filled with. @param fields as `readFields` reads them */
export function stubsOf(id: string, fields?: string) {
  const asked = fields === undefined ? [] : readFields(fields)
  const stubs = ['index', 'readme', 'test']
  const owners = ownersOf(asked).map((owner) => `, ${keyOf(owner)}: '^1.0.0'`)
  const plugin = {
    id,
    file: id.replaceAll('-', '_'),
    title: string.sentenceCase(id),
    requires: `crm: '^1.0.0'${owners.join('')}`,
    imports: '\n',
    adds: '',
  }
  if (asked.length === 0) return { stubs, state: { plugin } }
  const resource = scaffoldResource(id, asked)
  const { model, singular } = resource
  const imports = [
    `import type ${model} from '#plugins/${id}/models/${singular}'`,
    `import resource from '#plugins/${id}/resource'`,
    `\ndeclare module '#core/plugins/api' {\n interface Resources {\n ${keyOf(id)}: { model: ${model} }\n}\n}\n`,
  ]
  const adds = [
    'resources: [resource],',
    `roles: { manager: ['${id}:*'], sales: ['${id}:read', '${id}:create'], support: ['${id}:read'], viewer: ['${id}:read'] },\n`,
  ]
  return {
    stubs: [...stubs, 'migration', 'model', 'resource'],
    state: {
      plugin: { ...plugin, imports: `\n${imports.join('\n')}`, adds: `\n${adds.join('\n')}` },
      resource,
    },
  }
}

const keyOf = (id: string) => (id.includes('-') ? `'${id}'` : id)

/** What the stubs of a plugin's resource are filled with. The plugin's id is its name. */
function scaffoldResource(id: string, fields: readonly Asked[]) {
  const table = id.replaceAll('-', '_')
  const singular = string.singular(table)
  const model = string.pascalCase(singular)
  const references = fields.filter(({ kind }) => kind === null)
  const rules = fields.flatMap(({ kind }) => (kind ? (kind.rule ?? []) : 'mandatoryReference'))
  const used = [
    'timestamp',
    'uuid',
    'version',
    ...fields.map(({ kind }) => kind?.declared.split('(')[0] ?? 'embedded'),
    ...(references.some(({ table: other }) => cardOf(other).includes('text(')) ? ['text'] : []),
  ]
  return {
    name: id,
    table,
    singular,
    model,
    schema: `${model}Schema`,
    words: table.replaceAll('_', ' '),
    body: tableOf(model) === table ? '{}' : `{\n  static override table = '${table}'\n}`,
    columns: lines(fields, ({ name, kind }) =>
      kind ? `${name} ${columnOf(name, kind)},` : `${name}_id uuid NOT NULL,`
    ),
    constraints: lines(
      references,
      ({ name, table: other }) =>
        `FOREIGN KEY (organization_id, ${name}_id) REFERENCES ${other} (organization_id, id) ON DELETE CASCADE,`
    ),
    indexes: lines(references, ({ name }) => `'organization_id, ${name}_id',`),
    fieldKinds: [...new Set(used)].sort().join(', '),
    relations:
      references.length === 0 ? '' : `\nrelations: {${lines(references, relationOf)}\n},\n`,
    fields: lines(fields, ({ name, kind, table: other }) =>
      kind
        ? `${name}: ${kind.declared},`
        : `${name}: embedded('${name}', ${cardOf(other)}, { key: '${name}_id', rule: mandatoryReference(), in: ['list', 'detail'] }),\n${name}_id: uuid({ nullable: false, sort: false, in: ['detail', 'export'] }),`
    ),
    ruleImports:
      rules.length === 0
        ? '\n'
        : `\nimport { ${[...new Set(rules)].sort().join(', ')} } from '#core/resources/validation/fields'\n`,
  }
}

/** The table that a model of this name stands for, as its schema class is called. */
function tableOf(model: string): string {
  return string.pluralize(string.snakeCase(model))
}

/** Each on a line of its own, below what stands before them. Prettier lays out all but SQL. */
const SQL_INDENT = ' '.repeat(10)

function lines<T>(of: readonly T[], line: (one: T) => string): string {
  return of.map((one) => `\n${SQL_INDENT}${line(one)}`).join('')
}

/** A deleted record counts as absent. */
function relationOf({ name, table }: Asked): string {
  const unless = resourceOf(table)?.softDeletes ? `, unless: '${name}.deleted_at IS NOT NULL'` : ''
  return `${name}: { table: '${table}', key: '${name}_id'${unless} },`
}

function resourceOf(table: string) {
  return [...resources.values()].find((resource) => resource.table === table)
}

function columnOf(name: string, { column }: Kind): string {
  return column === 'text' ? `text CHECK (char_length(${name}) <= 255)` : column
}

function cardOf(table: string): string {
  const fields = resourceOf(table)?.fields ?? {}
  const shown = CARD.filter((name) => fields[name]?.sql === null)
  const texts = shown.map((name) => `, ${name}: text()`)
  return `{ id: uuid({ nullable: false })${texts.join('')} }`
}
