import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { Principal } from '#core/access/principal'
import { participants as takingPart } from '#core/associations/participants'
import { invalid } from '#core/http/exceptions/problem'
import { ownerOf } from '#core/plugins/installed'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { originalColumnsOf } from '#core/resources/records/columns'
import { type Reference, ensureReadable } from '#core/resources/records/references'
import { resources } from '#core/resources/registry'

type Entry = Readonly<Record<string, unknown>>

/**
 * Refuses participants, and records to be associated, that the caller may not read, in the words for
 * absent ones. Participants that an activity has already are not asked about again.
 *
 * @throws 422 naming each
 */
export async function ensureReferences(
  { identity }: Principal,
  change: Entry,
  record: LucidRow | null
): Promise<void> {
  const taking = entriesOf(change.participants)
  const associated = entriesOf(change.associations)
  if (taking.length + associated.length === 0) return
  const here = await currentPlugins(identity)
  const known = idsIn(record ? entriesOf(originalColumnsOf(record).participants) : [])
  const named = taking.flatMap((entry, index): Reference[] =>
    PARTICIPANTS.flatMap(({ key, target, message }) => {
      const id = entry[key]
      if (typeof id !== 'string' || known.has(id)) return []
      return [{ field: `participants.${index}.${key}`, id, target: here.extend(target()), message }]
    })
  )
  const ends = associated.map(({ type, id }, index): Reference => {
    const target = resources.get(String(type))
    const owner = target && ownerOf(target)
    if (!target || !takingPart().has(target.name) || (owner && !here.has(owner.id))) {
      throw unknownType(index)
    }
    return { field: `associations.${index}.id`, id: String(id), target: here.extend(target) }
  })
  await ensureReadable(identity, [...named, ...ends], { areKnown: false })
}

const PARTICIPANTS = [
  {
    key: 'person_id',
    target: () => find(({ name }) => name === 'people'),
    message: 'Person not found.',
  },
  {
    key: 'user_id',
    target: () => find(({ namedBy }) => namedBy === 'user_id'),
    message: 'Member not found.',
  },
] as const

function find(isMeant: (resource: Resource) => boolean): Resource {
  const resource = [...resources.values()].find(isMeant)
  if (!resource) throw new Error('People and members take part in activities')
  return resource
}

function idsIn(entries: readonly Entry[]): ReadonlySet<unknown> {
  return new Set(entries.flatMap((entry) => [entry.person_id, entry.user_id]))
}

function entriesOf(list: unknown): readonly Entry[] {
  return Array.isArray(list) ? list.map((entry: unknown) => Object(entry)) : []
}

function unknownType(index: number) {
  const field = `associations.${index}.type`
  const message = 'The type must be a resource that takes part in associations'
  return invalid([{ field, rule: 'exists', message }], { accepted: [...takingPart()] })
}
