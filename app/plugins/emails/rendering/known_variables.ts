import type { Identity } from '#core/access/identity'
import { type FieldError, invalid } from '#core/http/exceptions/problem'
import { didYouMean } from '#core/http/did_you_mean'
import { ownerOf } from '#core/plugins/installed'
import { type PluginSet, currentPlugins } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { visibleFields } from '#core/resources/query/visible_fields'
import { resources } from '#core/resources/registry'
import { attachableResources } from '#plugins/attachments/models/attachment/attachable'
import { MalformedVariable, type Parts, parse, variablesIn } from '#plugins/emails/rendering/parse'
import { RECIPIENTS } from '#plugins/emails/resources/emails'

/** What there is to say of who writes, and of their organization. */
export const OF_SENDER: ReadonlySet<string> = new Set(['name', 'email'])
export const OF_ORGANIZATION: ReadonlySet<string> = new Set(['name'])

/** Which fields variables may name, by what they are of. */
export type Known = ReadonlyMap<string, ReadonlySet<string>>

/** The fields of a resource that are one value each, and that the caller may read. */
export function fieldsFor(resource: Resource, caller: Identity): ReadonlySet<string> {
  const { detail, list, export: exported, fields } = resource
  const shown = new Set([...detail, ...list, ...exported])
  const names = [...visibleFields(resource, caller)].filter((name) => {
    const type = fields[name]?.type
    return shown.has(name) && type !== undefined && type !== 'json' && type !== 'textArray'
  })
  return new Set(names)
}

/** The resources of whose records e-mails may speak, as far as the caller reads such. */
export function speakable(here: PluginSet, caller: Identity): readonly Resource[] {
  const recipients = RECIPIENTS.flatMap((name) => resources.get(name) ?? [])
  return [...new Set([...recipients, ...attachableResources()])].flatMap((resource) => {
    const owner = ownerOf(resource)
    const isThere =
      owner !== null && here.has(owner.id) && caller.grants.allows(resource.permission('read'))
    return isThere ? [here.extend(resource)] : []
  })
}

/**
 * Reads texts with variables.
 *
 * @param texts by the names of the fields that they come from
 * @throws 422 naming the fields for what is no variable, and for what the caller may not read
 */
export function readTexts<Name extends string>(
  texts: Readonly<Record<Name, string>>,
  known: Known
): Readonly<Record<Name, Parts>>
export function readTexts(texts: Readonly<Record<string, string>>, known: Known) {
  const wrong: FieldError[] = []
  const read = Object.entries(texts).map(([field, text]) => {
    try {
      const parts = parse(text)
      for (const variable of variablesIn(parts)) {
        const fields = known.get(variable.of)
        if (fields?.has(variable.field)) continue
        const name = `${variable.of}.${variable.field}`
        const guess = didYouMean(name, namesOf(known))
        const message = `The ${field} field has a variable that is not known: ${name}.${guess}`
        wrong.push({ field, rule: 'variable', message })
      }
      return [field, parts] as const
    } catch (error) {
      if (!(error instanceof MalformedVariable)) throw error
      const message = `The ${field} field has "${error.found}", which is not a variable such as {{ person.first_name }}`
      wrong.push({ field, rule: 'variable', message })
      return [field, []] as const
    }
  })
  if (wrong.length > 0) throw invalid(wrong)
  return Object.fromEntries(read)
}

/** @throws 422 for a template that speaks of what the caller may not read */
export async function ensureKnownVariables(
  caller: Identity,
  { subject, body }: Readonly<Record<string, unknown>>
): Promise<void> {
  const here = await currentPlugins(caller)
  const fields = speakable(here, caller).map(
    (resource) => [resource, fieldsFor(resource, caller)] as const
  )
  const ofRecipients = fields.filter(([{ name }]) => RECIPIENTS.some((each) => each === name))
  const texts = Object.entries({ subject, body }).flatMap(([name, text]) =>
    typeof text === 'string' ? [[name, text] as const] : []
  )
  readTexts(
    Object.fromEntries(texts),
    new Map([
      ...fields.map(([{ singular }, names]) => [singular, names] as const),
      ['recipient', new Set(ofRecipients.flatMap(([, names]) => [...names]))],
      ['sender', OF_SENDER],
      ['organization', OF_ORGANIZATION],
    ])
  )
}

function namesOf(known: Known): string[] {
  return [...known].flatMap(([of, fields]) => [...fields].map((field) => `${of}.${field}`))
}
