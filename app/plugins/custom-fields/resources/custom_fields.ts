import vine from '@vinejs/vine'
import { CUSTOM_TYPES, INDEX_STATES, MAX_OPTIONS } from '#core/custom_fields/custom_field'
import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  choice,
  code,
  decimal,
  integer,
  json,
  organizationId,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import {
  form,
  mandatoryText,
  optionalDecimal,
  optionalInteger,
  optionalText,
  requiredText,
} from '#core/resources/validation/fields'
import { readableFields } from '#plugins/custom-fields/readable'

/** The permission that everything but reading asks for. */
export const MANAGE = 'custom-fields:manage'

const KEY = {
  pattern: /^[a-z][a-z0-9_]{0,62}$/,
  what: 'of small letters, digits and _, beginning with a letter',
}
const COLOR = { pattern: /^#[0-9a-f]{6}$/, what: 'a color such as #2f6fed' }
const LIMIT = 9_999_999_999_999

const key = () => vine.string().use(form(KEY))
const name = () => vine.string().maxLength(200)
const flag = () => vine.boolean({ strict: true }).optional()

/** A value of whatever type: whether it is one of its field's, the model asks. */
const anySchema = () => ({
  type: ['string', 'number', 'boolean', 'array', 'object'],
  items: { type: 'string' },
})

const described = vine.createRule(() => {}, {
  toJSONSchema: (schema) => {
    for (const each of Object.keys(schema)) Reflect.deleteProperty(schema, each)
    Object.assign(schema, anySchema())
  },
})
const anyValue = () => vine.any().use(described()).nullable().optional()

const options = () =>
  vine
    .array(
      vine.object({
        value: requiredText(100),
        title: requiredText(100).optional(),
        color: vine.string().use(form(COLOR)).nullable().optional(),
        is_active: flag(),
      })
    )
    .maxLength(MAX_OPTIONS)
    .nullable()
    .optional()

const OPTIONS = {
  type: 'array' as const,
  items: {
    type: 'object' as const,
    properties: {
      value: { type: 'string' as const },
      title: { type: 'string' as const },
      color: { type: ['string' as const, 'null' as const] },
      is_active: { type: 'boolean' as const },
    },
    required: ['value', 'title', 'color', 'is_active'],
  },
}

/** By which column each is kept that has another name there. */
const COLUMNS: Readonly<Record<string, string>> = {
  group: 'group_title',
  required: 'is_required',
  default: 'default_value',
  unique: 'is_unique',
  indexed: 'is_indexed',
  searchable: 'is_searchable',
  sensitive: 'is_sensitive',
}

const named = (input: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(input).map(([each, value]) => [COLUMNS[each] ?? each, value]))

/**
 * The fields that an organization defines for records of a resource. Which resource, key and type it is,
 * and whether it is unique, never change.
 */
export default defineResource({
  name: 'custom-fields',
  singular: 'custom_field',
  table: 'custom_fields',
  model: () => import('#plugins/custom-fields/models/custom_field'),
  policy: () => import('#plugins/custom-fields/policies/custom_field_policy'),
  refine: { create: named, update: named },
  standard: ['create', 'update', 'delete', 'restore'],
  managedBy: MANAGE,
  softDeletes: true,
  logs: ['index', 'purge'],
  importable: false,
  attachable: false,
  rowFilter: () => readableFields,
  order: 'resource,position,key',
  sample: () => ({ resource: 'customers', key: 'sample', title: 'Sample', type: 'text' }),

  in: ['list', 'detail'],
  fields: {
    id: uuid({ nullable: false }),
    organization: organizationId(),
    resource: code({ nullable: false, rule: { create: name() }, in: 'everywhere', search: true }),
    key: code({ nullable: false, rule: { create: key() }, in: 'everywhere', search: true }),
    title: text({ nullable: false, rule: mandatoryText(100), in: 'everywhere', search: true }),
    type: choice(CUSTOM_TYPES, { rule: { create: vine.enum(CUSTOM_TYPES) }, in: 'everywhere' }),
    help: text({ rule: optionalText(1000), filter: false, sort: false }),
    group: text({ sql: 'r.group_title', rule: optionalText(100), in: 'everywhere' }),
    position: integer({
      nullable: false,
      rule: vine.number({ strict: true }).withoutDecimals().range([0, 1_000_000]).optional(),
      in: 'everywhere',
    }),
    options: json({ sql: 'r.options', rule: options(), holds: OPTIONS }),
    required: boolean({ sql: 'r.is_required', nullable: false, rule: flag(), in: 'everywhere' }),
    default: json({ sql: 'r.default_value', rule: anyValue(), holds: {} }),
    unique: boolean({ sql: 'r.is_unique', nullable: false, rule: { create: flag() } }),
    indexed: boolean({ sql: 'r.is_indexed', nullable: false, rule: flag(), in: 'everywhere' }),
    searchable: boolean({ sql: 'r.is_searchable', nullable: false, rule: flag() }),
    index_state: choice(INDEX_STATES, { nullable: true, in: ['list', 'detail'] }),
    sensitive: boolean({ sql: 'r.is_sensitive', nullable: false, rule: flag() }),
    minimum: decimal({ rule: optionalDecimal(6, -LIMIT, LIMIT), filter: false, sort: false }),
    maximum: decimal({ rule: optionalDecimal(6, -LIMIT, LIMIT), filter: false, sort: false }),
    length: integer({ rule: optionalInteger(1, 10_000), filter: false, sort: false }),
    pattern: code({ rule: optionalText(200), filter: false, sort: false }),
    scale: integer({ rule: { create: optionalInteger(1, 6) }, filter: false, sort: false }),
    refers_to: code({ rule: { create: name().nullable().optional() } }),
    read_permission: code({ rule: name().nullable().optional() }),
    write_permission: code({ rule: name().nullable().optional() }),
    archived_at: timestamp({ sql: 'r.deleted_at', filter: false, sort: false }),
    purge_requested_at: timestamp({ filter: false, sort: false }),
    purged_at: timestamp({ filter: false, sort: false }),
    version: version(),
    created_at: timestamp(),
    updated_at: timestamp({ in: ['detail'] }),
  },
})
