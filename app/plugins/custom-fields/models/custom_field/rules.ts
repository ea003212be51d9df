import vine from '@vinejs/vine'
import { type CustomType, type KeptOption, definitionOf } from '#core/custom_fields/custom_field'
import { isIndexable } from '#core/custom_fields/narrowing'
import { valueRule } from '#core/custom_fields/rules'
import { catalogue } from '#core/access/permission_catalog'
import { type FieldError, invalid } from '#core/http/exceptions/problem'
import { resources } from '#core/resources/registry'
import { strictObject } from '#core/resources/validation/strict_object'
import { isSimple } from '#plugins/custom-fields/models/custom_field/pattern'
import type CustomField from '#plugins/custom-fields/models/custom_field'

const isOneOf = (...types: readonly CustomType[]) => {
  const known: ReadonlySet<string> = new Set(types)
  return ({ type }: CustomField) => known.has(type)
}

const isChoice = isOneOf('choice', 'choices')
const isNumber = isOneOf('integer', 'decimal', 'money')
const isUniqueable = isOneOf(
  'text',
  'integer',
  'decimal',
  'date',
  'email',
  'phone',
  'url',
  'user',
  'reference'
)
const isSearchable = isOneOf('text', 'long_text', 'email', 'phone', 'url')
const isText = isOneOf('text', 'long_text')

interface Rule {
  readonly field: string
  readonly isBroken: (field: CustomField) => boolean
  readonly message: string
}

/** What the rules of single members cannot say. */
const RULES: readonly Rule[] = [
  {
    field: 'key',
    isBroken: ({ key }) => key in {},
    message: 'This key cannot be used',
  },
  {
    field: 'options',
    isBroken: (field) => isChoice(field) && (field.options ?? []).length === 0,
    message: 'A field of choices has options',
  },
  {
    field: 'options',
    isBroken: (field) => !isChoice(field) && field.options !== null,
    message: 'Only fields of the types choice and choices have options',
  },
  {
    field: 'options',
    isBroken: ({ options }) =>
      new Set((options ?? []).map(({ value }) => value)).size !== (options ?? []).length,
    message: 'Each value is there once among the options',
  },
  {
    field: 'refers_to',
    isBroken: (field) => (field.type === 'reference') !== (field.refersTo !== null),
    message: 'A field of the type reference, and no other, says to which resource it refers',
  },
  {
    field: 'scale',
    isBroken: ({ type, scale }) => scale !== null && type !== 'decimal',
    message: 'Only a field of the type decimal has a scale',
  },
  {
    field: 'minimum',
    isBroken: (field) => field.minimum !== null && !isNumber(field),
    message: 'Only numbers have a minimum',
  },
  {
    field: 'maximum',
    isBroken: (field) => field.maximum !== null && !isNumber(field),
    message: 'Only numbers have a maximum',
  },
  {
    field: 'maximum',
    isBroken: ({ minimum, maximum }) =>
      minimum !== null && maximum !== null && Number(maximum) < Number(minimum),
    message: 'The maximum is not less than the minimum',
  },
  {
    field: 'length',
    isBroken: (field) => field.length !== null && !isText(field),
    message: 'Only texts have a length',
  },
  {
    field: 'pattern',
    isBroken: ({ type, pattern }) => pattern !== null && type !== 'text',
    message: 'Only a field of the type text has a pattern',
  },
  {
    field: 'pattern',
    isBroken: ({ pattern }) => pattern !== null && !isSimple(pattern),
    message:
      'A pattern is a regular expression of at most two repetitions without an upper end, none of them of a group',
  },
  {
    field: 'unique',
    isBroken: (field) => field.isUnique && !isUniqueable(field),
    message: 'Fields of this type cannot be unique',
  },
  {
    field: 'indexed',
    isBroken: ({ isIndexed, type }) => isIndexed && !isIndexable(type),
    message: 'Fields of this type cannot be indexed',
  },
  {
    field: 'searchable',
    isBroken: (field) => field.isSearchable && !isSearchable(field),
    message: 'Fields of this type cannot be searched',
  },
  {
    field: 'searchable',
    isBroken: ({ isSearchable: isSearched, readPermission }) =>
      isSearched && readPermission !== null,
    message: 'A field that takes a permission to read cannot be searched',
  },
  {
    field: 'read_permission',
    isBroken: ({ readPermission }) => readPermission !== null && !catalogue.has(readPermission),
    message: 'There is no such permission',
  },
  {
    field: 'write_permission',
    isBroken: ({ writePermission }) => writePermission !== null && !catalogue.has(writePermission),
    message: 'There is no such permission',
  },
]

/** @throws 422 naming what does not fit together */
export function ensureSound(field: CustomField): void {
  const settled = withNothing(field)
  ensureResources(settled)
  const errors = RULES.filter(({ isBroken }) => isBroken(settled)).map(refused)
  if (errors.length > 0) throw invalid(errors)
  ensureOptionsStay(settled)
}

/** What was never said is null, as it is in the database. */
function withNothing(field: CustomField): CustomField {
  field.minimum ??= null
  field.maximum ??= null
  field.length ??= null
  field.pattern ??= null
  field.scale ??= null
  field.refersTo ??= null
  field.readPermission ??= null
  field.writePermission ??= null
  field.options ??= null
  field.isUnique ??= false
  field.isIndexed ??= false
  field.isSearchable ??= false
  return field
}

function refused({ field, message }: Rule): FieldError {
  return { field, rule: 'fits', message }
}

/** @throws 422 with the names of resources that there are */
function ensureResources({ resource, refersTo }: CustomField): void {
  const extensible = [...resources.values()].filter((each) => each.extensible)
  const accepted = extensible.map(({ name }) => name)
  if (!accepted.includes(resource)) {
    const message = `"${resource}" is no resource that has fields of your own`
    throw invalid([{ field: 'resource', rule: 'exists', message }], { accepted })
  }
  const target = refersTo === null ? null : resources.get(refersTo)
  if (refersTo !== null && (!target || target.baseScope)) {
    const message = `"${refersTo}" is no resource whose records can be referred to`
    throw invalid([{ field: 'refers_to', rule: 'exists', message }])
  }
}

/** Values of records stay options: one that is not wanted any more is made inactive. @throws 422 */
function ensureOptionsStay(field: CustomField): void {
  const before: unknown = field.$original.options
  if (!field.$isPersisted || !Array.isArray(before)) return
  const now = new Set((field.options ?? []).map(({ value }) => value))
  const gone = before
    .map((option: unknown) => String(Object(option).value))
    .filter((value) => !now.has(value))
  if (gone.length === 0) return
  const message = `Options stay: make ${gone.map((value) => `"${value}"`).join(', ')} inactive instead`
  throw invalid([{ field: 'options', rule: 'kept', message }])
}

/** Options with all that is said of them; null for none. */
export function keptOptions({ options }: CustomField): readonly KeptOption[] | null {
  if (!options) return null
  return options.map(({ value, title, color, is_active: isActive }) => ({
    value,
    title: title ?? value,
    color: color ?? null,
    is_active: isActive ?? true,
  }))
}

/** @throws 422 for a default that the field would not take of a record */
export async function ensureDefault(field: CustomField): Promise<void> {
  const value: unknown = field.defaultValue ?? null
  if (value === null) return
  const rule = valueRule(definitionOf(field))
  const read = await strictObject(vine.object({ default: rule })).validate({ default: value })
  const kept: unknown = Object(read).default ?? null
  const inactive = (field.options ?? []).filter(({ is_active: isActive }) => isActive === false)
  const retired = inactive.find((option) => [kept].flat().includes(option.value))
  if (retired) {
    const message = `The option "${retired.value}" is not in use any more`
    throw invalid([{ field: 'default', rule: 'enum', message }])
  }
  field.defaultValue = kept
}
