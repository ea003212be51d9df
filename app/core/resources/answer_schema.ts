import { CUSTOM } from '#core/custom_fields/custom_field'
import type { JSONSchema7 } from 'json-schema'
import vine from '@vinejs/vine'
import type { ConstructableSchema, FieldContext } from '@vinejs/vine/types'
import type { Summary } from '#core/resources/summary'
import type { Field, FieldType } from '#core/resources/fields'
import type { Resource } from '#core/resources/define_resource'
import { orNull } from '#core/resources/json'
import { form } from '#core/resources/validation/fields'

/*
 * What a value looks like in an answer, as a schema of Vine: the description of
 * the API is made of it, and tests hold answers against it.
 */

/** A schema that may be let be absent. */
interface Optional extends ConstructableSchema<unknown, unknown, unknown> {
  optional(): ConstructableSchema<unknown, unknown, unknown>
}

/** A schema that may be let be null, or absent. */
export interface Answer extends Optional {
  nullable(): Optional
}

const DAY = /^\d{4}-\d\d-\d\d$/
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

const ANSWERS: Readonly<Record<FieldType, () => Answer>> = {
  uuid: () => vine.string().uuid(),
  text: () => vine.string(),
  integer: () => vine.number({ strict: true }).withoutDecimals(),
  decimal: () => vine.string().regex(/^-?\d+(\.\d+)?$/),
  boolean: () => vine.boolean({ strict: true }),
  date: () => vine.string().use(form({ pattern: DAY, what: 'a date', format: 'date' })),
  timestamp: () =>
    vine.string().use(form({ pattern: MOMENT, what: 'a time', format: 'date-time' })),
  textArray: () => vine.array(vine.string()),
  json: () => whatIs({}),
}

/** Stands for whatever a JSON Schema describes, of which only whether it is an object or a list is checked. */
const describedAs = vine.createRule(
  (value: unknown, { type }: JSONSchema7, field: FieldContext) => {
    const isMeant =
      (type === 'array' && Array.isArray(value)) ||
      (type === 'object' && typeof value === 'object' && !Array.isArray(value)) ||
      (type !== 'array' && type !== 'object')
    if (!isMeant) field.report('The {{ field }} field must be of another type', 'type', field)
  },
  {
    toJSONSchema: (schema, described) => {
      for (const key of Object.keys(schema)) Reflect.deleteProperty(schema, key)
      Object.assign(schema, described)
    },
  }
)

const among = vine.createRule(
  (value: unknown, choices: readonly string[], field: FieldContext) => {
    if (typeof value === 'string' && choices.includes(value)) return
    field.report('The {{ field }} field must be one of its choices', 'enum', field)
  },
  { toJSONSchema: (schema, choices) => void (schema.enum = [...choices]) }
)

/** What a JSON Schema describes. */
export const whatIs = (schema: JSONSchema7): Answer => vine.any().use(describedAs(schema))

/** A record inside of another one. A client reads past what it does not know. */
export function summarySchema(summary: Summary): Answer {
  const properties = Object.entries(summary).map(([name, field]) => [name, ruleOf(field)] as const)
  return vine
    .object(Object.fromEntries(properties))
    .allowUnknownProperties()
    .use(describedAs(schemaOfSummary(summary)))
}

/**
 * What a list's entry or a single record looks like in an answer. What is shown
 * only when `fields` asks for it, or takes a permission of its own, may be absent.
 */
export function answerSchema(resource: Resource, shape: 'list' | 'detail') {
  const properties = answeredFields(resource, shape).map(({ name, field, isRequired }) => {
    const rule = ruleOf(field)
    return [name, isRequired ? rule : rule.optional()] as const
  })
  const described = describeAnswer(resource, shape, new Set(Object.keys(resource.fields)))
  return vine.object(Object.fromEntries(properties)).use(describedAs(described))
}

/** The same as JSON Schema. @param visible the names of the fields that exist for its reader */
export function describeAnswer(
  resource: Resource,
  shape: 'list' | 'detail',
  visible: ReadonlySet<string>
): JSONSchema7 {
  const answered = answeredFields(resource, shape).filter(({ name }) => visible.has(name))
  return {
    type: 'object',
    properties: Object.fromEntries(
      answered.map(({ name, field }) => [name, visiblePart(name, schemaOf(field), visible)])
    ),
    required: answered.flatMap(({ name, isRequired }) => (isRequired ? name : [])),
  }
}

/** What is visible of what holds fields of plugins, or of an organization; anything else as a whole. */
export function visiblePart(
  name: string,
  schema: JSONSchema7,
  visible: ReadonlySet<string>
): JSONSchema7 {
  if (name === EXTENSIONS) return visibleExtensions(schema, visible)
  return name === CUSTOM ? visibleValues(schema, visible) : schema
}

function visibleValues(schema: JSONSchema7, visible: ReadonlySet<string>): JSONSchema7 {
  if (schema.properties === undefined) return schema
  const isKnown = (key: string) => visible.has(`${CUSTOM}.${key}`)
  const known = Object.entries(schema.properties).filter(([key]) => isKnown(key))
  const { required } = schema
  return {
    ...schema,
    properties: Object.fromEntries(known),
    ...(required && { required: required.filter(isKnown) }),
  }
}

/** What plugins add, each field under the name of its plugin. */
const EXTENSIONS = 'extensions'

/** `extensions` without the fields that do not exist for a reader. @param visible as of `describeAnswer` */
function visibleExtensions(schema: JSONSchema7, visible: ReadonlySet<string>): JSONSchema7 {
  const plugins = Object.entries(schema.properties ?? {}).map(([plugin, group]) => {
    const { properties = {}, ...rest }: JSONSchema7 = Object(group)
    const known = Object.entries(properties).filter(([name]) =>
      visible.has(`${EXTENSIONS}.${plugin}.${name}`)
    )
    return [plugin, { ...rest, properties: Object.fromEntries(known) }] as const
  })
  return { ...schema, ...(plugins.length > 0 && { properties: Object.fromEntries(plugins) }) }
}

interface AnsweredField {
  readonly name: string
  readonly field: Field
  /** Whether an answer of the shape always shows it. */
  readonly isRequired: boolean
}

/** What can be shown of a resource: what a shape shows, and what else can be asked for. */
function answeredFields(
  { fields, list, detail }: Resource,
  shape: 'list' | 'detail'
): AnsweredField[] {
  const shown = { list, detail }[shape]
  return [...new Set([...shown, ...detail, ...list])].flatMap((name) => {
    const field = fields[name]
    return field ? [{ name, field, isRequired: shown.includes(name) && !field.permission }] : []
  })
}

function ruleOf({ type, holds, choices, nullable }: Field): Optional {
  const rule = choices ? vine.string().use(among(choices)) : (holds ?? ANSWERS[type])()
  return nullable ? rule.nullable() : rule
}

const schemas = new WeakMap<Field, JSONSchema7>()

/** What a field looks like in JSON, as JSON Schema. */
export function schemaOf(field: Field): JSONSchema7 {
  const known = schemas.get(field)
  if (known) return known
  const schema = ruleOf({ ...field, nullable: false }).toJSONSchema()
  const described = field.nullable ? orNull(schema) : schema
  schemas.set(field, described)
  return described
}

/** What a summary looks like in JSON, as JSON Schema. */
export function schemaOfSummary(summary: Summary): JSONSchema7 {
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(summary).map(([name, field]) => [name, schemaOf(field)])
    ),
    required: Object.keys(summary),
  }
}

/** What a value of each type looks like in JSON, as JSON Schema. */
export const SCHEMAS = {
  uuid: ANSWERS.uuid().toJSONSchema(),
  text: ANSWERS.text().toJSONSchema(),
  integer: ANSWERS.integer().toJSONSchema(),
  decimal: ANSWERS.decimal().toJSONSchema(),
  boolean: ANSWERS.boolean().toJSONSchema(),
  date: ANSWERS.date().toJSONSchema(),
  timestamp: ANSWERS.timestamp().toJSONSchema(),
}
