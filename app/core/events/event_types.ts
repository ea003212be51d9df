import { didYouMean } from '#core/http/did_you_mean'
import { malformed, unknownParameter } from '#core/resources/query/refusals'
import type { Resource } from '#core/resources/define_resource'

/** That a record has left the caller's reach: all that is said of it from then on. */
const UNREACHABLE = 'unreachable'

/** The types of events that say it. */
export const UNREACHABLE_TYPE = /\.unreachable$/

/** What happens to records of any resource. */
const STANDARD = ['create', 'update', 'delete', 'restore']

const MAX_TYPES = 50

/** Which types of events are asked for: of these resources all, and these besides. */
export interface Types {
  /** Nouns, from `deals.*`. */
  readonly nouns: ReadonlySet<string>
  /** `deals.move`. */
  readonly types: ReadonlySet<string>
}

/** An event's type is the name of what happened, as hooks, permissions and the audit log have it, with a dot. */
export function typeOf(action: string): string {
  return action.replace(':', '.')
}

/** The type of an event whose record has left the caller's reach. */
export function unreachableType(noun: string): string {
  return `${noun}.${UNREACHABLE}`
}

/** The types that events of these resources can have. */
export function typesOf(resources: readonly Resource[]): string[] {
  return resources.flatMap(({ noun, emits, logs = [] }) =>
    [...STANDARD, ...emits, ...logs, UNREACHABLE].map((name) => `${noun}.${name}`)
  )
}

/**
 * Reads `deals.*,leads.convert`; null stands for all.
 *
 * @param resources those whose events the caller reads
 * @throws 400 for a type that none of their events can have
 */
export function readTypes(value: unknown, resources: readonly Resource[]): Types | null {
  if (value === undefined) return null
  const text = Array.isArray(value) ? value.join() : value
  if (typeof text !== 'string') throw malformed('types', 'types of events with commas between them')
  const names = text.split(',').map((name) => name.trim())
  if (names.length > MAX_TYPES) throw malformed('types', `at most ${MAX_TYPES} types`)
  return readTypeNames(names, resources)
}

/** The same, of names by themselves. @throws 400 */
export function readTypeNames(
  names: readonly string[],
  resources: readonly Resource[]
): Types | null {
  if (names.includes('*')) return null
  const nouns = new Set(resources.map(({ noun }) => noun))
  const known = typesOf(resources)
  const asked = { nouns: new Set<string>(), types: new Set<string>() }
  for (const name of names) {
    const noun = name.endsWith('.*') ? name.slice(0, -2) : null
    if (noun !== null && nouns.has(noun)) asked.nouns.add(noun)
    else if (known.includes(name)) asked.types.add(name)
    else throw unknownType(name, [...known, ...[...nouns].map((each) => `${each}.*`)])
  }
  return asked
}

function unknownType(name: string, known: readonly string[]) {
  const detail = `There is no type "${name}" of events.${didYouMean(name, known)}`
  return unknownParameter('unknown_type', detail, { parameter: 'types', known })
}

/** Whether an event of this type is asked for. */
export function isAskedFor(type: string, types: Types | null): boolean {
  if (types === null) return true
  return types.types.has(type) || types.nouns.has(type.slice(0, type.indexOf('.')))
}

/**
 * The same as SQL over an event, before it is known whether its record is within reach.
 *
 * @param event the alias of its row
 */
export function typesSql(event: string, { nouns, types }: Types, bind: (value: unknown) => string) {
  const left = [...types].flatMap((type) =>
    type.endsWith(`.${UNREACHABLE}`) ? [type.slice(0, -UNREACHABLE.length - 1)] : []
  )
  const actions = [...types].map((type) => type.replace('.', ':'))
  return `(${event}.resource = ANY(${bind([...nouns, ...left])}::text[])
    OR ${event}.action = ANY(${bind(actions)}::text[]))`
}
