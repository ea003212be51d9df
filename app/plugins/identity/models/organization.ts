import { compose } from '@adonisjs/core/helpers'
import { beforeCreate, beforeSave, hasMany, scope } from '@adonisjs/lucid/orm'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { HasMany } from '@adonisjs/lucid/types/relations'
import { OrganizationSchema } from '#database/schema'
import { spelledTimeZone } from '#core/calendar/time_zone'
import { invalid } from '#core/http/exceptions/problem'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { withinOrganization } from '#core/resources/concerns/organization_scoped'
import { UuidKey } from '#core/resources/concerns/uuid_key'
import { Versioned } from '#core/resources/concerns/versioned'
import Membership from '#plugins/identity/models/membership'
import OrganizationPlugin from '#core/plugins/models/organization_plugin'
import { installedPlugins } from '#core/plugins/installed'
import { freeSlug } from '#core/resources/records/slug'
import type User from '#plugins/identity/models/user'

type Details = Partial<Organization['$attributes']> & { name: string }

/** A tenant: the company whose people work together here. */
export default class Organization extends compose(
  OrganizationSchema,
  UuidKey,
  EmitsEvents('organizations'),
  Versioned
) {
  /** A time zone keeps the name that it was given by, as the time zone database spells it. */
  @beforeSave()
  static async spellTimeZone(organization: Organization) {
    const { timeZone } = organization.$dirty
    if (timeZone) organization.timeZone = await spelledTimeZone(timeZone)
  }

  /** Those that are open to their members. */
  static active = scope((query: ModelQueryBuilderContract<typeof Organization, unknown>) =>
    query.where('isActive', true)
  )

  @hasMany(() => Membership, { onQuery: (query) => withinOrganization(query, Membership) })
  declare memberships: HasMany<typeof Membership>

  /** Founds an organization with its first owner. In a unit of the system. */
  static async found(details: Details, owner: User): Promise<Organization> {
    const organization = await this.create(details)
    await Membership.begin({ organizationId: organization.id, userId: owner.id, role: 'owner' })
    await organization.provision()
    return organization
  }

  /** The organization of this slug. In a unit of the system. @throws 422 when there is none */
  static async named(slug: string): Promise<Organization> {
    const organization = await this.findBy('slug', slug)
    if (organization) return organization
    const message = 'Organization not found.'
    throw invalid([{ field: 'organization', rule: 'exists', message }])
  }

  /** It is found by its slug, so each has one of its own. */
  @beforeCreate()
  static async takeSlug(organization: Organization) {
    organization.slug ??= await freeSlug(organization.name, {
      table: 'organizations',
      within: null,
      fallback: 'organization',
      reserved: ['new'],
    })
  }

  /**
   * Gives a new one what each begins with: its built-in roles, its pipeline, and what plugins
   * that are on from the start seed. In a unit of the system.
   */
  async provision(): Promise<void> {
    for (const plugin of installedPlugins()) await plugin.organizations?.founded?.(this.id)
    await OrganizationPlugin.seedDefaults(this.id)
  }

  /** Closes it to everybody from their next request on; whatever belongs to it is kept. */
  async suspend(): Promise<void> {
    if (!this.isActive) return
    this.isActive = false
    await runAction(this, 'suspend', () => this.save())
  }

  /** Opens it again, to those who belonged to it, and goes on with what was left lying meanwhile. */
  async resume(): Promise<void> {
    if (this.isActive) return
    this.isActive = true
    await runAction(this, 'resume', () => this.save())
    for (const plugin of installedPlugins()) await plugin.organizations?.resumed?.(this.id)
  }
}
