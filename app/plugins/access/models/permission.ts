import { compose } from '@adonisjs/core/helpers'
import { beforeCreate } from '@adonisjs/lucid/orm'
import { PermissionSchema } from '#database/schema'
import { conflict, invalid } from '#core/http/exceptions/problem'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { catalogue } from '#core/access/permission_catalog'
import { UnitOfWork } from '#core/database/unit_of_work'
import { didYouMean } from '#core/http/did_you_mean'

let catalogued: ReadonlyMap<string, string> | undefined

/** The names of the catalogue's permissions by their ids. */
function namesById(): ReadonlyMap<string, string> {
  return (catalogued ??= new Map([...catalogue.values()].map(({ id, name }) => [id, name])))
}

/** A permission that an organization added for its own clients to use. */
export default class Permission extends compose(
  PermissionSchema,
  OrganizationScoped,
  EmitsEvents('permissions')
) {
  /** Whether the id is one of the catalogue, which no one can change. */
  static isOfCatalogue(id: string): boolean {
    return namesById().has(id)
  }

  /** The names of permissions by their ids. @throws 422 when one of them is not known here */
  static async namesOf(ids: readonly string[], field: string): Promise<string[]> {
    const added = ids.every((id) => this.isOfCatalogue(id)) ? [] : await this.query()
    const known = new Map([
      ...namesById(),
      ...added.map((entry) => [entry.id, entry.name] as const),
    ])
    return ids.map((id) => known.get(id.toLowerCase()) ?? unknown(field))
  }

  /** @throws 422 when one of the names is not known here */
  static async ensureNames(names: readonly string[], field: string): Promise<void> {
    if (names.every((name) => catalogue.has(name))) return
    const added = new Set((await this.query()).map((entry) => entry.name))
    for (const name of names) {
      if (catalogue.has(name) || added.has(name)) continue
      const message = `There is no permission "${name}".${didYouMean(name, [...catalogue.keys(), ...added])}`
      throw invalid([{ field, rule: 'exists', message }])
    }
  }

  /** The names of those that the organization added. */
  static async addedNames(): Promise<string[]> {
    return (await this.query()).map(({ name }) => name)
  }

  /** Whether the organization added the permission. */
  static async isAdded(name: string): Promise<boolean> {
    const [resource, action] = name.split(':')
    return (await this.query().where({ resource, action }).first()) !== null
  }

  @beforeCreate()
  static leaveCatalogueAlone({ name }: Permission) {
    if (!catalogue.has(name)) return
    throw conflict('already_exists', `${name} is a permission of the catalogue.`, {
      field: 'action',
    })
  }

  get name(): string {
    return `${this.resource}:${this.action}`
  }

  /** Takes it away from every role, too. */
  override async delete(): Promise<void> {
    await UnitOfWork.get().query(
      'DELETE FROM role_permissions WHERE organization_id = $1 AND permission = $2',
      [this.organizationId, this.name]
    )
    await super.delete()
  }
}

function unknown(field: string): never {
  throw invalid([{ field, rule: 'exists', message: 'Permission not found.' }])
}
