import type { Identity } from '#core/access/identity'
import { ownSql } from '#core/access/record_ownership'
import type { AccessScope } from '#core/access/grants'
import type { Statement } from '#core/resources/query/statement'
import type { Resource } from '#core/resources/define_resource'

/** What takes the values of a condition. */
type Binding = Pick<Statement, 'bind'>

/** Which records of a resource are there for a caller, as conditions on `r`. */
export class Scope {
  readonly #resource: Resource
  readonly #caller: Identity
  readonly #organizationId: string | null
  readonly #by: string | null

  /** @param by a permission besides that to read, by which they are read: narrowed to the caller's own, it narrows them, too */
  constructor(
    resource: Resource,
    caller: Identity,
    organizationId: string | null,
    by: string | null = null
  ) {
    this.#resource = resource
    this.#caller = caller
    this.#organizationId = organizationId
    this.#by = by
  }

  /** Whether the caller reads all records of the organization, not only their own. */
  get isAll(): boolean {
    return this.#reach === 'all' && !this.isNarrowed
  }

  /** Whether plugins keep any records from this caller; one that could may let them pass. */
  get isNarrowed(): boolean {
    return this.#resource.rowFilters.some((narrow) => narrow(this.#caller, () => '') !== null)
  }

  /** The records that the caller may read: the undeleted ones, or the deleted ones. */
  readable(statement: Binding, deleted = false): string {
    const conditions = [this.admitted(statement)]
    if (this.#resource.softDeletes) {
      conditions.push(`r.deleted_at IS ${deleted ? 'NOT NULL' : 'NULL'}`)
    }
    if (this.#reach === 'own') {
      conditions.push(ownSql(this.#resource.own, this.#caller, statement.bind))
    }
    return conditions.join(' AND ')
  }

  /** The records within what plugins let the caller find, whatever they are granted. */
  admitted(statement: Binding): string {
    const narrowed = this.#resource.rowFilters.flatMap((narrow) => {
      const condition = narrow(this.#caller, statement.bind)
      return condition === null ? [] : [`(${condition})`]
    })
    return [this.organization(statement), ...narrowed].join(' AND ')
  }

  /** All records of the organization. */
  organization({ bind }: Binding): string {
    if (this.#resource.baseScope) return this.#resource.baseScope(this.#caller, bind)
    return `r.organization_id = ${bind(this.#organizationId)}`
  }

  get #reach(): AccessScope | null {
    if (this.#resource.baseScope) return 'all'
    const { grants } = this.#caller
    if (this.#by !== null && grants.reach(this.#by) === 'own') return 'own'
    return grants.reach(this.#resource.permission('read'))
  }
}
