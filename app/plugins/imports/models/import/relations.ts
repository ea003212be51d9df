import type { Identity } from '#core/access/identity'
import { type FieldError, invalid, notFoundDetail } from '#core/http/exceptions/problem'
import { type Entry, type Plan, bodyOf } from '#plugins/imports/models/import/plan'
import type { Rule } from '#plugins/imports/models/import/mapping'
import { fieldSql } from '#core/resources/query/field_sql'
import { type Key, idsByKey, keyOf } from '#core/resources/query/key_lookup'
import type { Resource } from '#core/resources/define_resource'
import { relatedTo } from '#core/resources/related'
import { type RequestContext, createRecord } from '#core/resources/records/record'
import { prefixErrors } from '#core/resources/validation/prefix_errors'
import { waitForOthers } from '#plugins/imports/models/import/wait_for_others'
import { UUID } from '#core/resources/uuid'

type Ids = ReadonlyMap<string, readonly string[]>

/** To what a record belongs that is looked for, as a stage does to a pipeline. */
interface Owner {
  /** The field of the line that says it. */
  readonly field: string
  /** The filter of the list that is looked through. */
  readonly filter: string
}

/** A field whose cells name a record of another resource, or of the same one. */
interface Reference {
  readonly field: string
  readonly key: Key
  readonly target: Resource
  readonly owner: Owner | null
  /** What is found, by the id of the owner; by '' where the line says none. */
  readonly found: ReadonlyMap<string, Ids>
  /** What one that is not found is made of; null where none is made. */
  readonly create: Rule['create'] | null
  /** What earlier lines have made, by its key. */
  readonly made: Map<string, readonly string[]>
}

/**
 * What the lines of a piece refer to, looked for once for all of them. What
 * belongs to another record that the line says is looked for among what belongs
 * to it: a stage among those of the pipeline.
 */
export class Relations {
  private constructor(
    private readonly plan: Plan,
    private readonly acting: RequestContext,
    private readonly references: readonly Reference[]
  ) {}

  static async of(
    plan: Plan,
    acting: RequestContext,
    entries: readonly Entry[]
  ): Promise<Relations> {
    const caller: Identity = acting.identity
    const sought = Object.entries(plan.mapping).flatMap(([field, rule]) => {
      const target = rule.lookup === undefined ? null : relatedTo(plan.resource, field, plan.here)
      const key = keyIn(rule)
      if (!target || !key) return []
      const { create = null } = rule
      return [{ field, key, target, owner: ownerOf(plan, field, target), create, made: new Map() }]
    })
    const references: Reference[] = []
    for (const reference of sought.toSorted((one, other) => rank(one.owner) - rank(other.owner))) {
      const texts = Map.groupBy(
        entries.filter(({ values }) => textOf(values.get(reference.field)) !== null),
        (entry) => ownerIdOf(reference.owner, entry, references)
      )
      const found = new Map<string, Ids>()
      for (const [owner, group] of texts) {
        const key = withOwner(reference, owner)
        const wanted = group.flatMap(({ values }) => textOf(values.get(reference.field)) ?? [])
        found.set(owner, await idsByKey(reference.target, caller, key, wanted))
      }
      references.push({ ...reference, found })
    }
    return new Relations(plan, acting, references)
  }

  /** The body of a line, with the ids of what it names. @throws 422 for what there is not, or twice */
  async complete(entry: Entry): Promise<Record<string, unknown>> {
    const ids = new Map<string, string>()
    const wrong: FieldError[] = []
    const absent: [Reference, string][] = []
    for (const reference of this.references) {
      const text = textOf(entry.values.get(reference.field))
      if (text === null) continue
      const [id, ...others] = await this.#find(reference, entry, text)
      if (id === undefined && reference.create) absent.push([reference, text])
      else if (id === undefined) wrong.push(missing(reference))
      else if (others.length > 0) wrong.push(ambiguous(reference))
      else ids.set(reference.field, id)
    }
    if (wrong.length > 0) throw invalid(wrong)
    for (const [reference, text] of absent) {
      ids.set(reference.field, await this.#make(reference, text))
    }
    return bodyOf(this.plan, entry, ids)
  }

  /** Of two files that make what they do not find, the second finds what the first has made. */
  async #make({ field, key, target, create, made }: Reference, text: string): Promise<string> {
    const { identity } = this.acting
    await waitForOthers(target.name)
    const sought = keyOf(target, key.field, text)
    const [known] = (await idsByKey(target, identity, key, [text])).get(sought) ?? []
    if (known !== undefined) return known
    const context = { ...this.acting, resource: target }
    const record = await prefixErrors(field, () =>
      createRecord(context, { ...create, [key.field]: text })
    )
    const id = String(record.$primaryKeyValue)
    made.set(sought, [id])
    return id
  }

  /** A line that was refused has made nothing. */
  forget(): void {
    for (const { made } of this.references) made.clear()
  }

  /** What refers to its own kind may refer to what an earlier line has made. */
  async #find(reference: Reference, entry: Entry, text: string): Promise<readonly string[]> {
    const { key, target, owner, found, made } = reference
    const sought = keyOf(target, key.field, text)
    const own = made.get(sought)
    if (own) return own
    const known = found.get(ownerIdOf(owner, entry, this.references))?.get(sought)
    if (known || target.name !== this.plan.resource.name) return known ?? []
    return (await idsByKey(target, this.acting.identity, key, [text])).get(sought) ?? []
  }
}

/** A record belongs to another one when it always names one to which the line refers, too. */
function ownerOf({ resource, mapping, here }: Plan, field: string, target: Resource): Owner | null {
  for (const other of Object.keys(mapping)) {
    const owner = other === field ? null : relatedTo(resource, other, here)
    if (!owner || relatedTo(target, other, here)?.name !== owner.name) continue
    const filter = Object.entries(target.fields).find(
      ([name, { nullable, operators, compared, type }]) =>
        !nullable &&
        operators.includes('eq') &&
        (compared?.type ?? type) === 'uuid' &&
        (compared?.sql ?? fieldSql(target, name)) === `r.${other}`
    )
    if (filter) return { field: other, filter: filter[0] }
  }
  return null
}

/** The id of what the line says that it belongs to; '' when it says none, or none that there is. */
function ownerIdOf(owner: Owner | null, entry: Entry, references: readonly Reference[]): string {
  const text = owner && textOf(entry.values.get(owner.field))
  if (!owner || text === null) return ''
  const reference = references.find(({ field }) => field === owner.field)
  if (!reference) return UUID.test(text) ? text : ''
  const [id = '', ...others] =
    reference.found.get('')?.get(keyOf(reference.target, reference.key.field, text)) ?? []
  return others.length > 0 ? '' : id
}

function withOwner({ key, owner }: Omit<Reference, 'found'>, id: string): Key {
  if (!owner || id === '') return key
  return { ...key, where: { ...key.where, [owner.filter]: id } }
}

/** What others belong to is looked for first. */
function rank(owner: Owner | null): number {
  return owner === null ? 0 : 1
}

function keyIn({ lookup, where }: Rule): Key | null {
  return lookup === undefined ? null : { field: lookup, ...(where && { where }) }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function missing({ field, target }: Reference): FieldError {
  return { field, rule: 'exists', message: notFoundDetail(nounOf(target)) }
}

function ambiguous({ field, target }: Reference): FieldError {
  return { field, rule: 'ambiguous', message: `Several are called so: ${nounOf(target)}.` }
}

function nounOf({ singular }: Resource): string {
  return singular.replaceAll('_', ' ')
}
