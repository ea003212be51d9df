import type { Identity } from '#core/access/identity'
import { didYouMean } from '#core/http/did_you_mean'
import { permissionDenied } from '#core/http/exceptions/problem'
import { resourceHere } from '#core/plugins/resource_here'
import type { Resource } from '#core/resources/define_resource'
import type { Field } from '#core/resources/fields'
import type { Step } from '#core/resources/query/condition_tree'
import { includables } from '#core/resources/query/included'
import { malformed, unknownParameter } from '#core/resources/query/refusals'
import { visibleFields } from '#core/resources/query/visible_fields'

/** How many relations one name may follow: `customer.assigned_to.department`. */
export const MAX_STEPS = 2

/** A resource, as plugins of the active organization make it, and who asks about it. */
export interface About {
  readonly resource: Resource
  readonly caller: Identity
}

/** A field of a resource, or of a record that its own refer to. */
export interface FieldPath {
  readonly steps: readonly Step[]
  /** Whose field it is. */
  readonly resource: Resource
  readonly name: string
  readonly field: Field
}

/** What a name is looked for as. */
interface Looked {
  /** Where a body says it. */
  readonly at: string
  /** Whether a field can be meant. */
  readonly isMeant: (field: Field) => boolean
}

/**
 * The field that a name means. A field that is hidden from the caller is as unknown as one that there
 * is none of.
 *
 * @throws 400 naming the fields that there are, 403 where the caller may read none of the records
 * that a relation leads to
 */
export function findField(path: string, about: About, looked: Looked): FieldPath {
  return find({ path, about, steps: [] }, looked)
}

interface Search {
  readonly path: string
  readonly about: About
  readonly steps: readonly Step[]
}

function find({ path, about, steps }: Search, looked: Looked): FieldPath {
  const { resource, caller } = about
  const field = visibleFields(resource, caller).has(path) ? resource.fields[path] : undefined
  if (field && looked.isMeant(field)) return { steps, resource, name: path, field }
  const next = stepIn(path, about)
  if (!next) throw unknownField(path, about, looked)
  if (steps.length === MAX_STEPS) {
    throw malformed(looked.at, `a field at most ${MAX_STEPS} relations away`)
  }
  const permission = next.step.target.permission('read')
  if (!caller.grants.allows(permission)) throw permissionDenied(permission)
  const there = { resource: next.step.target, caller }
  return find({ path: next.rest, about: there, steps: [...steps, next.step] }, looked)
}

/** The relation that a name begins with, and the rest of the name. Names of fields have dots, too. */
function stepIn(path: string, { resource, caller }: About) {
  if (!path.includes('.')) return null
  for (const [name, found] of includables(resource, visibleFields(resource, caller))) {
    if (found.relation === null || !path.startsWith(`${name}.`)) continue
    const target = resourceHere(found.target)
    const rest = path.slice(name.length + 1)
    if (target) return { step: { name, relation: found.relation, target }, rest }
  }
  return null
}

function unknownField(path: string, { resource, caller }: About, { at, isMeant }: Looked) {
  const known = [...visibleFields(resource, caller)].filter((name) => {
    const field = resource.fields[name]
    return field !== undefined && isMeant(field)
  })
  const detail = `There is no field "${path}" here.${didYouMean(path, known)}`
  return unknownParameter('unknown_field', detail, { parameter: at, known })
}
