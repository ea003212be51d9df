import type { JSONSchema7, JSONSchema7Definition } from 'json-schema'
import {
  type Difference,
  ensureChoices,
  differenceIn,
  isMeant,
  isTouched,
} from '#admin/form_changes'
import { put, readInput, typedIn } from '#admin/form_values'
import { resourceOfTable } from '#admin/page_resources'
import {
  CUSTOM,
  EXTENSIONS,
  type JsonObject,
  type Json,
  isObject,
  titleOf,
  valueOf,
} from '#admin/values'
import { choiceLabel, fieldLabel, humanize, labelIn } from '#admin/humanize'
import type { Field } from '#core/resources/fields'
import type { FieldError } from '#core/http/exceptions/problem'
import type { Resource } from '#core/resources/define_resource'

/** With what a user writes a value: what the schema allows and the field holds decide it. */
export type InputKind =
  | 'text'
  | 'long'
  | 'email'
  | 'url'
  | 'phone'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'moment'
  | 'choice'
  | 'boolean'
  | 'tags'
  | 'relation'
  | 'json'

interface Option {
  readonly value: string
  readonly label: string
}

/** One input of a form. */
export interface Input {
  readonly name: string
  readonly label: string
  readonly kind: InputKind
  readonly value: string
  /** What the record holds, which the form carries along; null in a form for something new. */
  readonly base: string | null
  /** How the record differs from what a refused form was rendered with. */
  readonly difference: Difference | null
  /** What the value of a relation is called. */
  readonly shown: string
  readonly isRequired: boolean
  readonly options: readonly Option[]
  /** The table that a relation is looked up in. */
  readonly table: string | null
  readonly hint: string | null
  readonly wrong: string | null
  /** What the input says of itself in HTML. */
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>
}

/** What a user typed into a form that was refused, and why it was. */
export interface Refused {
  readonly typed: Readonly<Record<string, unknown>>
  readonly errors: readonly FieldError[]
}

/** What a form knows of the fields that it writes, besides the schema. */
type Known = Pick<Resource, 'relations' | 'fields'>

/** From this length on a text gets a field of several lines. */
const LONG = 400
const HINTS: Partial<Record<InputKind, string>> = {
  tags: 'Separated by commas',
  json: 'JSON',
  moment: 'UTC',
}

const HTML: Partial<Record<InputKind, Readonly<Record<string, string>>>> = {
  text: { type: 'text', dir: 'auto' },
  long: { dir: 'auto' },
  email: { type: 'email', autocomplete: 'off' },
  url: { type: 'url', placeholder: 'https://' },
  phone: { type: 'tel', autocomplete: 'off' },
  integer: { type: 'text', inputmode: 'numeric' },
  decimal: { type: 'text', inputmode: 'decimal' },
  date: { type: 'date' },
  moment: { type: 'datetime-local' },
  tags: { type: 'text', dir: 'auto' },
  json: { spellcheck: 'false', class: 'code', dir: 'auto' },
}

/**
 * The form for what a schema lets pass.
 *
 * @param record as its detail is read; null when a new one is made
 */
export function formOf(
  schema: JSONSchema7,
  resource: Known,
  record: JsonObject | null,
  refused: Refused | null
): Input[] {
  return propertiesOf(schema).map(([name, property]) => {
    const kind = kindOf(name, property, resource)
    const table = relationOf(resource, name)?.table ?? null
    const current = presentValue(resource, record, name)
    const typed = refused && typedIn(refused.typed, name)
    const base = asInput(textOf(current, kind), kind)
    const isOwn = refused !== null && (record === null || isTouched(refused.typed, name))
    const label = labelIn(resource, resource.fields[name]?.titled ? name : shorter(name, kind))
    const options = optionsOf(kind, property, resource.fields[name], record === null)
    const isRequired = schema.required?.includes(name) ?? false
    const wrong = messageOf(refused, name)
    const hint = (name.startsWith(CUSTOM) && property.description) || hintOf(kind, property)
    return {
      name,
      kind,
      label,
      value: typeof typed === 'string' && isOwn ? typed : base,
      base: record && base,
      difference: record && refused && differenceIn(refused.typed, name, label, base),
      shown: shownOf(resource, record, name),
      isRequired,
      options: record === null ? options : withCurrent(options, base),
      table,
      hint,
      wrong,
      attributes: {
        ...HTML[kind],
        'required': isRequired,
        'rows': kind === 'long' ? ((property.maxLength ?? LONG) > 2_000 ? 6 : 2) : null,
        'maxlength': property.maxLength ?? null,
        'aria-invalid': wrong ? 'true' : null,
        'aria-describedby': wrong ? `wrong-${name}` : hint && `hint-${name}`,
      },
    }
  })
}

/**
 * What a form says, as a body of the API says it: fields that were left empty
 * are absent in something new, and cleared in something old, of which only what
 * the person changed is said.
 *
 * @throws 422 for what is not JSON where JSON belongs, or where of two values
 * none was chosen
 */
export function bodyOf(
  schema: JSONSchema7,
  resource: Known,
  form: Readonly<Record<string, unknown>>,
  isNew: boolean
): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  if (!isNew) ensureChoices(form)
  for (const [name, property] of propertiesOf(schema)) {
    const text = typedIn(form, name)
    if (typeof text !== 'string' || (!isNew && !isMeant(form, name))) continue
    if (text === '') {
      if (!isNew) put(body, name, null)
    } else {
      put(body, name, readInput(name, text, kindOf(name, property, resource)))
    }
  }
  return body
}

/** What can be written, those fields that plugins add by their whole names. */
function propertiesOf({ properties = {} }: JSONSchema7): [string, JSONSchema7][] {
  return Object.entries(properties).flatMap(([name, definition]) => {
    const property = plain(definition)
    if (`${name}.` === CUSTOM) return valuesOf(name, property)
    return `${name}.` === EXTENSIONS ? nested(name, property, 2) : [[name, property]]
  })
}

/** Fields of the organization's own: an amount is two inputs, what it is and of which currency. */
function valuesOf(path: string, { properties = {} }: JSONSchema7): [string, JSONSchema7][] {
  return Object.entries(properties).flatMap(([key, definition]): [string, JSONSchema7][] => {
    const property = plain(definition)
    const name = `${path}.${key}`
    return property.properties ? nested(name, property, 1) : [[name, property]]
  })
}

function nested(
  path: string,
  { properties = {} }: JSONSchema7,
  depth: number
): [string, JSONSchema7][] {
  return Object.entries(properties).flatMap(([key, definition]): [string, JSONSchema7][] => {
    const name = `${path}.${key}`
    return depth === 1 ? [[name, plain(definition)]] : nested(name, plain(definition), depth - 1)
  })
}

function kindOf(name: string, property: JSONSchema7, resource: Known): InputKind {
  if (property.enum) return 'choice'
  const types = [property.type ?? []].flat()
  if (types.includes('boolean')) return 'boolean'
  if (types.includes('array')) return isTexts(property) ? 'tags' : 'json'
  if (types.includes('object') || types.length === 0) return fieldKind(name, resource) ?? 'json'
  if (relationOf(resource, name)) return 'relation'
  const known = fieldKind(name, resource)
  if (known) return known
  if (types.includes('integer')) return 'integer'
  if (types.includes('number')) return 'decimal'
  if (property.format === 'email') return 'email'
  if (property.format === 'date') return 'date'
  if (property.format === 'uri' || /(^|_)(website|url)$/.test(name)) return 'url'
  if ((property.maxLength ?? 0) >= LONG) return 'long'
  if (/(^|_)(phone|mobile)$/.test(name)) return 'phone'
  return 'text'
}

/** What the field of the same name holds, where a schema says less. */
function fieldKind(name: string, { fields }: Known): InputKind | null {
  if (fields[name]?.choices) return 'choice'
  switch (fields[name]?.type) {
    case 'date':
      return 'date'
    case 'timestamp':
      return 'moment'
    case 'decimal':
      return 'decimal'
    case 'integer':
      return 'integer'
    default:
      return null
  }
}

/** What an input asks for; of several choices, which ones there are. */
function hintOf(kind: InputKind, { items }: JSONSchema7): string | null {
  const choices = items === undefined || Array.isArray(items) ? undefined : plain(items).enum
  if (kind !== 'tags' || !choices) return HINTS[kind] ?? null
  return `Any of ${choices.join(', ')}, separated by commas`
}

function isTexts({ items }: JSONSchema7): boolean {
  if (items === undefined || Array.isArray(items)) return false
  const { type, enum: choices } = plain(items)
  return type === 'string' || (choices ?? []).some((choice) => typeof choice === 'string')
}

function plain(definition: JSONSchema7Definition): JSONSchema7 {
  return typeof definition === 'boolean' ? {} : definition
}

function relationOf({ relations }: Known, name: string) {
  return Object.values(relations).find(
    ({ key, table }) => key === name && (table === 'users' || resourceOfTable(table) !== null)
  )
}

/** The field under which a detail shows the record that a key names. */
function cardOf(resource: Known, record: JsonObject | null, name: string): JsonObject | null {
  if (record === null) return null
  const entry = Object.entries(resource.fields).find(
    ([, { filteredAs, type }]) => type === 'json' && filteredAs === name
  )
  const card = entry && valueOf(record, entry[0])
  return isObject(card) ? card : null
}

function presentValue(resource: Known, record: JsonObject | null, name: string): Json {
  return cardOf(resource, record, name)?.id ?? (record && valueOf(record, name)) ?? null
}

function shownOf(resource: Known, record: JsonObject | null, name: string): string {
  const card = cardOf(resource, record, name)
  if (card) return titleOf(card)
  const named = record?.[name.replace(/_id$/, '')]
  return typeof named === 'string' ? named : ''
}

function textOf(value: Json, kind: InputKind): string {
  if (value === null) return ''
  if (kind === 'tags' && Array.isArray(value)) return value.join(', ')
  if (kind === 'moment') return String(value).slice(0, 16)
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}

/** A text as an input of one line gives it back, which has no room for more. */
function asInput(text: string, kind: InputKind): string {
  return kind === 'long' || kind === 'json' ? text : text.replaceAll(/[\r\n]+/g, ' ').trim()
}

/** What a record holds stays among its choices: a browser would send another one otherwise. */
function withCurrent(options: readonly Option[], value: string): readonly Option[] {
  if (options.length === 0 || options.some((option) => option.value === value)) return options
  return [{ value, label: value === '' ? 'None' : humanize(value) }, ...options]
}

function optionsOf(
  kind: InputKind,
  property: JSONSchema7,
  field: Field | undefined,
  isNew: boolean
): Option[] {
  if (kind === 'boolean') {
    return [
      ...(isNew ? [{ value: '', label: 'Default' }] : []),
      { value: 'true', label: 'Yes' },
      { value: 'false', label: 'No' },
    ]
  }
  if (kind !== 'choice') return []
  const named = property.enum ?? field?.choices ?? []
  const choices = named.flatMap((value) => (value === null ? [] : String(value)))
  const mayBeEmpty = isNew || (property.enum?.includes(null) ?? true)
  return [
    ...(mayBeEmpty ? [{ value: '', label: isNew ? 'Default' : 'None' }] : []),
    ...choices.map((value) => ({ value, label: choiceLabel(field, value) })),
  ]
}

/** Of the id of a record what names the record. */
function shorter(name: string, kind: InputKind): string {
  return kind === 'relation' ? name.replace(/_id$/, '') : name
}

function messageOf(refused: Refused | null, name: string): string | null {
  const messages = refused?.errors.filter(
    ({ field }) => field === name || field.startsWith(`${name}.`)
  )
  return messages?.length ? messages.map(({ message }) => sentence(message, name)).join(' ') : null
}

/** `The credit_limit field must be …` → `Credit limit must be ….` */
function sentence(message: string, name: string): string {
  return `${message.replace(`The ${name} field`, fieldLabel(name))}.`.replace(/\.\.$/, '.')
}
