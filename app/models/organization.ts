import { compose } from '@adonisjs/core/helpers'
import { beforeCreate } from '@adonisjs/lucid/orm'
import slugify from '@sindresorhus/slugify'
import { v7 as uuidv7 } from 'uuid'
import { OrganizationSchema } from '#database/schema'
import { violates } from '#exceptions/violates'
import { Announced, act } from '#models/concerns/announced'
import { Versioned } from '#models/concerns/versioned'
import Membership from '#models/membership'
import Pipeline from '#models/pipeline'
import Role from '#models/role'
import type User from '#models/user'
import { UnitOfWork } from '#tenancy/unit_of_work'

type Details = Partial<Organization['$attributes']> & { name: string }

/** A tenant: the company whose people work together here. */
export default class Organization extends compose(
  OrganizationSchema,
  Announced('organizations'),
  Versioned
) {
  static override selfAssignPrimaryKey = true

  /**
   * Founds an organization: its built-in roles, its pipeline, and its first owner. In a unit
   * of the system.
   */
  static async found(details: Details, owner: User): Promise<Organization> {
    const organization = await this.#createWithSlug(details)
    await Role.foundSystemRoles(organization.id)
    await Pipeline.foundDefault(organization.id)
    await Membership.begin({ organizationId: organization.id, userId: owner.id, role: 'owner' })
    return organization
  }

  @beforeCreate()
  static assignId(organization: Organization) {
    organization.id ??= uuidv7()
  }

  /** Closes it to everybody from their next request on; whatever belongs to it is kept. */
  async suspend(): Promise<void> {
    this.isActive = false
    await act(this, 'suspend', () => this.save())
  }

  /** Opens it again, to those who belonged to it. */
  async resume(): Promise<void> {
    this.isActive = true
    await act(this, 'resume', () => this.save())
  }

  /** Of two that want the same slug at once, the one who comes late takes the next. */
  static async #createWithSlug(details: Details, attempts = 5): Promise<Organization> {
    const slug = await freeSlug(details.name)
    try {
      return await UnitOfWork.get().attempt(() => this.create({ ...details, slug }))
    } catch (error) {
      if (attempts > 1 && violates(error, 'organizations_slug_unique'))
        return this.#createWithSlug(details, attempts - 1)
      throw error
    }
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** `acme`, or `acme-2` when there is one: the first that nobody has. Never what looks like an id. */
async function freeSlug(name: string): Promise<string> {
  const plain = slugify(name) || 'organization'
  const wanted = UUID.test(plain) ? `organization-${plain}` : plain
  const { rows } = await UnitOfWork.get().query<{ slug: string }>(
    `SELECT slug FROM organizations WHERE slug = $1 OR slug ~ ('^' || $1 || '-[0-9]+$')`,
    [wanted]
  )
  const taken = new Set(rows.map(({ slug }) => slug))
  if (!taken.has(wanted)) return wanted
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`
  }
}
