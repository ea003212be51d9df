import vine from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import type { Plugin } from '#core/plugins/api'

/** How a setting says in its JSON Schema what it is. */
const KIND = 'x-setting'

/** A schema of Vine to which something can be added that its JSON Schema says, too. */
interface Describable<Described> {
  meta(meta: object): Described
}

/** What a setting says to the users who set it. */
interface Labelled {
  /** What forms call it; made of its name by default. */
  readonly title?: string
  /** A sentence that forms show below it. */
  readonly description?: string
}

/** What a secret says of itself, and has to be. */
interface SecretOptions extends Labelled {
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: RegExp
}

/**
 * Kinds of settings, for the schema of a plugin's `settings`. Any other schema of Vine is a
 * setting that `plugins:manage` reads and writes, and no one else.
 */
export const setting = {
  /**
   * A text that is written and never read: kept encrypted with `APP_KEY`, and in no answer, log,
   * form or audit event, where `{ "is_set": true }` stands for it. Null clears it; its default is
   * null. The plugin's code finds the text as `settings.<name>`, or null where none is set or
   * `APP_KEY` has become another one. It is no enumerable property: a copy (`{ ...settings }`)
   * and JSON of the settings lack it.
   *
   * @param options how many characters it has at least and at most, 1 and 4096 by default, and what
   * it must look like
   */
  secret: ({ minLength = 1, maxLength = 4_096, pattern, ...labelled }: SecretOptions = {}) => {
    const text = vine.string().minLength(minLength).maxLength(maxLength)
    const fitting = pattern === undefined ? text : text.regex(pattern)
    return fitting.nullable().meta({ ...labelled, writeOnly: true, [KIND]: 'secret' })
  },

  /** A setting that every member reads: `setting.public(vine.enum(['mild', 'strict']))`. */
  public: <Described extends SchemaTypes>(
    schema: Describable<Described>,
    labelled: Labelled = {}
  ): Described => schema.meta({ ...labelled, [KIND]: 'public' }),
} as const

interface Kinds {
  readonly secret: ReadonlySet<string>
  readonly public: ReadonlySet<string>
}

const NONE: Kinds = { secret: new Set(), public: new Set() }
const known = new WeakMap<object, Kinds>()

/** The names of a plugin's settings that are secret, and of those that members read. */
export function kindsOf({ settings }: Plugin): Kinds {
  if (!settings) return NONE
  const { schema } = settings
  const kinds = known.get(schema) ?? readKinds(schema.getProperties())
  known.set(schema, kinds)
  return kinds
}

/** A plugin's settings, a line for each: `token (secret)`, `mode = "mild" (public)`. */
export function settingLines(plugin: Plugin): string[] {
  const { secret, public: open } = kindsOf(plugin)
  return Object.entries(Object(plugin.settings?.defaults)).map(([name, value]) => {
    if (secret.has(name)) return `${name} (secret)`
    return `${name} = ${JSON.stringify(value)}${open.has(name) ? ' (public)' : ''}`
  })
}

/** What is wrong with the settings that a plugin declares, in sentences. */
export function settingsProblems({ id, settings }: Plugin): string[] {
  if (!settings) return []
  if (typeof Object(settings.schema).getProperties !== 'function') {
    return [`"${id}" has settings whose schema is no object of Vine`]
  }
  const declared = Object.keys(settings.schema.getProperties())
  const given = Object.entries(Object(settings.defaults))
  const secret = readKinds(settings.schema.getProperties()).secret
  return [
    ...given
      .filter(([name]) => !declared.includes(name))
      .map(
        ([name]) => `"${id}" has a default for the setting "${name}", which it does not declare`
      ),
    ...given
      .filter(([name, value]) => secret.has(name) && value !== null)
      .map(
        ([name]) =>
          `"${id}" has a default for its secret "${name}", which only an organization sets`
      ),
  ]
}

function readKinds(properties: Readonly<Record<string, SchemaTypes>>): Kinds {
  const named = (kind: keyof Kinds) =>
    new Set(
      Object.entries(properties)
        .filter(([, schema]) => Object(Object(schema).toJSONSchema?.())[KIND] === kind)
        .map(([name]) => name)
    )
  return { secret: named('secret'), public: named('public') }
}
