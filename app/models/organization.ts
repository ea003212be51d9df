import { compose } from '@adonisjs/core/helpers'
import { beforeCreate } from '@adonisjs/lucid/orm'
import slugify from '@sindresorhus/slugify'
import { v7 as uuidv7 } from 'uuid'
import { OrganizationSchema } from '#database/schema'
import { Versioned } from '#models/concerns/versioned'
import Membership from '#models/membership'
import Role from '#models/role'
import type User from '#models/user'
import { UnitOfWork } from '#tenancy/unit_of_work'

type Details = Partial<Organization['$attributes']> & { name: string }

/** A tenant: the company whose people work together here. */
export default class Organization extends compose(OrganizationSchema, Versioned) {
  static override selfAssignPrimaryKey = true

  /**
   * Founds an organization: its built-in roles, and its first owner. In a unit
   * of the system.
   */
  static async found(details: Details, owner: User): Promise<Organization> {
    const organization = await this.create({ ...details, slug: await freeSlug(details.name) })
    await Role.foundSystemRoles(organization.id)
    const elsewhere = await Membership.query().where({ userId: owner.id, isPrimary: true }).first()
    await Membership.create({
      organizationId: organization.id,
      userId: owner.id,
      role: 'owner',
      isActive: true,
      isPrimary: elsewhere === null,
    })
    return organization
  }

  @beforeCreate()
  static assignId(organization: Organization) {
    organization.id ??= uuidv7()
  }
}

/** `acme`, or `acme-2` when there is one: the first that nobody has. */
async function freeSlug(name: string): Promise<string> {
  const wanted = slugify(name) || 'organization'
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
