import type { Identity } from '#core/access/identity'
import { type FieldError, invalid, notFoundDetail } from '#core/http/exceptions/problem'
import { type Entry, type Plan, bodyOf } from '#plugins/imports/models/import/plan'
import type { Rule, Scalar } from '#plugins/imports/models/import/mapping'
import { type Key, idsByKey, keyOf } from '#core/resources/query/key_lookup'
import type { Resource } from '#core/resources/define_resource'
import { relatedTo } from '#core/resources/related'

type Ids = ReadonlyMap<string, readonly string[]>

/** A field whose cells name a record of another resource, or of the same one. */
interface Reference {
  readonly field: string
  readonly key: Key
  readonly target: Resource
  readonly ids: Ids
}

/** What the lines of a piece refer to, looked for once for all of them. */
export class Relations {
  private constructor(
    private readonly plan: Plan,
    private readonly caller: Identity,
    private readonly references: readonly Reference[]
  ) {}

  static async of(plan: Plan, caller: Identity, entries: readonly Entry[]): Promise<Relations> {
    const references: Reference[] = []
    for (const [field, rule] of Object.entries(plan.mapping)) {
      const target = rule.lookup === undefined ? null : relatedTo(plan.resource, field, plan.here)
      const key = keyIn(rule)
      if (!target || !key) continue
      const texts = entries.flatMap(({ values }) => textOf(values.get(field)) ?? [])
      references.push({ field, key, target, ids: await idsByKey(target, caller, key, texts) })
    }
    return new Relations(plan, caller, references)
  }

  /** The body of a line, with the ids of what it names. @throws 422 for what there is not, or twice */
  async complete(entry: Entry): Promise<Record<string, unknown>> {
    const ids = new Map<string, string>()
    const wrong: FieldError[] = []
    for (const reference of this.references) {
      const text = textOf(entry.values.get(reference.field))
      if (text === null) continue
      const [id, ...others] = await this.#find(reference, text)
      if (id === undefined) wrong.push(missing(reference))
      else if (others.length > 0) wrong.push(ambiguous(reference))
      else ids.set(reference.field, id)
    }
    if (wrong.length > 0) throw invalid(wrong)
    return bodyOf(this.plan, entry, ids)
  }

  /** What refers to its own kind may refer to what an earlier line has made. */
  async #find({ key, target, ids }: Reference, text: string): Promise<readonly string[]> {
    const sought = keyOf(target, key.field, text)
    const found = ids.get(sought)
    if (found || target.name !== this.plan.resource.name) return found ?? []
    return (await idsByKey(target, this.caller, key, [text])).get(sought) ?? []
  }
}

function keyIn({ lookup, where }: Rule): Key | null {
  return lookup === undefined ? null : { field: lookup, ...(where && { where }) }
}

function textOf(value: Scalar | undefined): string | null {
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
