/** What a field holds that an organization defines. */
export const CUSTOM_TYPES = [
  'text',
  'long_text',
  'integer',
  'decimal',
  'money',
  'boolean',
  'date',
  'timestamp',
  'choice',
  'choices',
  'email',
  'phone',
  'url',
  'user',
  'reference',
] as const

export type CustomType = (typeof CUSTOM_TYPES)[number]

/** One of the values of a choice. */
export interface CustomOption {
  readonly value: string
  readonly title: string
  /** `#2f6fed`; null without one. */
  readonly color: string | null
  /** Whether it may be chosen anew; records that have it keep it. */
  readonly isActive: boolean
}

/** Of the index of a field: while it is being filled, filters do not rest on it. */
export const INDEX_STATES = ['filling', 'ready'] as const

export type IndexState = (typeof INDEX_STATES)[number]

/** A field that an organization defines for a resource, whose values stand in records under `custom`. */
export interface CustomField {
  readonly id: string
  /** The resource's name: `customers`. */
  readonly resource: string
  /** Under which the value stands; never another field's. */
  readonly key: string
  readonly type: CustomType
  readonly title: string
  readonly help: string | null
  readonly group: string | null
  readonly isRequired: boolean
  /** What a new record has that does not say it; null for nothing. */
  readonly defaultValue: unknown
  readonly options: readonly CustomOption[]
  readonly isUnique: boolean
  readonly isIndexed: boolean
  readonly isSearchable: boolean
  /** Whether its index has all values by now; null for a field that has none. */
  readonly indexState: IndexState | null
  readonly minimum: string | null
  readonly maximum: string | null
  /** The most characters of a text. */
  readonly length: number | null
  /** What a text must be as a whole, as a regular expression. */
  readonly pattern: string | null
  /** How many decimals there are. */
  readonly scale: number | null
  /** Of a reference: the name of the resource whose records it names. */
  readonly refersTo: string | null
  readonly readPermission: string | null
  readonly writePermission: string | null
  /** Whether it is deleted, and its values are kept and hidden. */
  readonly isArchived: boolean
}

/** The member of a record under which all of them stand, and the group of `extensions` that keeps them. */
export const CUSTOM = 'custom'

/** How many an organization may define for a resource, archived ones among them. */
export const MAX_FIELDS = 200
/** How many of them may be indexed or unique. */
export const MAX_INDEXED = 10
export const MAX_OPTIONS = 500
/** How many options all fields of an organization may have together: each process keeps them in mind. */
export const MAX_ALL_OPTIONS = 10_000
/** Up to how many records of an organization are filtered and ordered by what has no index. */
export const MAX_UNINDEXED_RECORDS = 20_000
/** Bytes of all values of a record. */
export const MAX_BYTES = 65_536

/** `custom.region` */
export function pathOf({ key }: Pick<CustomField, 'key'>): string {
  return `${CUSTOM}.${key}`
}

/** A field as its row has it, and the model of it. */
export interface KeptField extends Pick<
  CustomField,
  | 'id'
  | 'resource'
  | 'key'
  | 'type'
  | 'title'
  | 'help'
  | 'isRequired'
  | 'defaultValue'
  | 'isUnique'
  | 'isIndexed'
  | 'isSearchable'
  | 'indexState'
  | 'minimum'
  | 'maximum'
  | 'length'
  | 'pattern'
  | 'scale'
  | 'refersTo'
  | 'readPermission'
  | 'writePermission'
> {
  readonly groupTitle: string | null
  readonly options: readonly KeptOption[] | null
  readonly deletedAt: unknown
}

/** One of the values of a choice, as it is kept. */
export interface KeptOption {
  readonly value: string
  readonly title: string
  readonly color: string | null
  readonly is_active: boolean
}

/** The field that a row, or a model, defines. */
export function definitionOf(kept: KeptField): CustomField {
  const { id, resource, key, type, title, help, groupTitle: group, defaultValue } = kept
  const { isRequired, isUnique, isIndexed, isSearchable, indexState } = kept
  const { minimum, maximum, length, pattern, scale, refersTo } = kept
  const { readPermission, writePermission } = kept
  return {
    ...{ id, resource, key, type, title, help, group, defaultValue },
    ...{ isRequired, isUnique, isIndexed, isSearchable, indexState },
    ...{ minimum, maximum, length, pattern, scale, refersTo },
    ...{ readPermission, writePermission },
    options: (kept.options ?? []).map(({ is_active: isActive, ...option }) => ({
      ...option,
      isActive,
    })),
    isArchived: (kept.deletedAt ?? null) !== null,
  }
}

/** What a record holds of a field, as the column `extensions` keeps it. */
export function valueIn(extensions: unknown, { key }: Pick<CustomField, 'key'>): unknown {
  const value: unknown = Object(Object(extensions)[CUSTOM])[key]
  return value
}
