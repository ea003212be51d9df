import { resourceOfTable } from '#admin/page_resources'
import { organizationPath, userPath } from '#admin/path'
import { choiceLabel, humanize } from '#admin/humanize'
import type { Resource } from '#core/resources/define_resource'
import type { Field } from '#core/resources/fields'

export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json
}

/** A value as a page shows it: what kind it is decides how it looks. */
export interface Shown {
  readonly kind:
    | 'empty'
    | 'text'
    | 'number'
    | 'badge'
    | 'boolean'
    | 'time'
    | 'date'
    | 'tags'
    | 'link'
    | 'json'
    | 'progress'
    | 'markdown'
  readonly text: string
  readonly href?: string
  /** Leads out of these pages. */
  readonly isOutside?: boolean
  readonly tone?: Tone
  readonly tags?: readonly string[]
}

type Tone = 'good' | 'bad' | 'warning' | 'info' | 'special' | 'neutral'

const EMPTY: Shown = { kind: 'empty', text: '—' }

/** Words of states, by what they mean to somebody who scans a list. */
const TONES: Readonly<Record<string, Tone>> = {
  active: 'good',
  won: 'good',
  qualified: 'good',
  converted: 'good',
  completed: 'good',
  running: 'info',
  canceled: 'warning',
  verified: 'good',
  inactive: 'neutral',
  prospect: 'info',
  new: 'info',
  open: 'info',
  contacted: 'info',
  employee: 'info',
  vip: 'special',
  owner: 'special',
  admin: 'special',
  pending: 'warning',
  suspended: 'warning',
  on_leave: 'warning',
  medium: 'warning',
  high: 'bad',
  urgent: 'bad',
  lost: 'bad',
  disqualified: 'bad',
  unqualified: 'bad',
  terminated: 'bad',
  failed: 'bad',
  deleted: 'bad',
}

/** How a field's value is shown; links lead to records of the organization. */
export function showValue(
  resource: Resource,
  field: Field,
  value: Json | undefined,
  slug: string
): Shown {
  if (value === null || value === undefined || value === '') return EMPTY
  if (field.choices) {
    const word = String(value)
    return { ...badge(word), text: choiceLabel(field, word) }
  }
  if (field.isMarkdown) return { kind: 'markdown', text: String(value) }
  if (field === resource.fields.progress) return { kind: 'progress', text: String(value) }
  switch (field.type) {
    case 'boolean':
      return { kind: 'boolean', text: value === true ? 'Yes' : 'No' }
    case 'timestamp':
      return { kind: 'time', text: String(value) }
    case 'date':
      return { kind: 'date', text: String(value) }
    case 'integer':
    case 'decimal':
      return { kind: 'number', text: numberOf(value) }
    case 'textArray':
      return tags(field, value)
    case 'json':
      return showJson(resource, field, value, slug)
    default:
      return showText(String(value))
  }
}

/** A number, or an amount with its currency: `1,200.50 EUR`. */
function numberOf(value: Json): string {
  if (!isObject(value)) return withThousands(String(value))
  return `${withThousands(String(value.amount))} ${String(value.currency)}`
}

export function badge(word: string): Shown {
  return { kind: 'badge', text: humanize(word), tone: TONES[word] ?? 'neutral' }
}

/** What a record is called where only one line is for it. */
export function titleOf(record: JsonObject): string {
  for (const name of [
    'full_name',
    'name',
    'title',
    'email',
    'user_email',
    'code',
    'subject',
    'label',
    'file_name',
    'action',
  ]) {
    const value = record[name]
    if (typeof value === 'string' && value !== '') return value
  }
  for (const name of ['user', 'role', 'organization']) {
    const value = record[name]
    if (isObject(value)) return titleOf(value)
  }
  return String(record.id ?? '')
}

/** The value of a field; those that plugins add stand within `extensions`, the organization's own within `custom`. */
export function valueOf(record: JsonObject, name: string): Json | undefined {
  if (name in record || !isAdded(name)) return record[name]
  return name
    .split('.')
    .reduce<Json | undefined>((value, key) => (isObject(value) ? value[key] : undefined), record)
}

/** How the names of fields begin that plugins add. */
export const EXTENSIONS = 'extensions.'

/** How those begin that an organization defines. */
export const CUSTOM = 'custom.'

/** Whether a field is one that a plugin adds, or the organization. */
export function isAdded(name: string): boolean {
  return name.startsWith(EXTENSIONS) || name.startsWith(CUSTOM)
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function showJson(resource: Resource, field: Field, value: Json, slug: string): Shown {
  if (isObject(value) && typeof value.id === 'string') {
    const table = resource.relations[field.relations[0] ?? '']?.table
    const href = table === undefined ? null : recordPath(table, value.id, value, slug)
    return { kind: 'link', text: nameOf(value), ...(href && { href }) }
  }
  if (isObject(value) ? Object.keys(value).length === 0 : Array.isArray(value) && !value.length) {
    return EMPTY
  }
  return { kind: 'json', text: JSON.stringify(value, null, 2) }
}

/** What a related record is called; who is no member may have no name behind the fence. */
function nameOf(card: JsonObject): string {
  const isNamed = card.full_name !== null || card.email !== null
  return isNamed ? titleOf(card) : 'a user outside the organization'
}

/** Where a related record has its page. */
function recordPath(table: string, id: string, card: JsonObject, slug: string): string | null {
  if (table === 'users') return userPath(id)
  if (table === 'organizations') return organizationPath(String(card.slug ?? slug))
  const resource = resourceOfTable(table)
  return resource && organizationPath(slug, resource.name, id)
}

/** Only addresses of the web and of mail lead anywhere; any other scheme stays text. */
function showText(text: string): Shown {
  if (/^https?:\/\/\S+$/i.test(text) && URL.canParse(text)) {
    return { kind: 'link', text, href: text, isOutside: true }
  }
  if (/^[\w.%+-]+@[\w-]+(\.[\w-]+)+$/.test(text)) {
    return { kind: 'link', text, href: `mailto:${text}` }
  }
  return { kind: 'text', text }
}

function tags(field: Field, value: Json): Shown {
  const titleOfOne = (each: Json) => field.titled?.choices.get(String(each)) ?? String(each)
  const list = Array.isArray(value) ? value.map(titleOfOne) : []
  return list.length === 0 ? EMPTY : { kind: 'tags', text: list.join(', '), tags: list }
}

function withThousands(number: string): string {
  const [whole = '', decimals] = number.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return decimals === undefined ? grouped : `${grouped}.${decimals}`
}
