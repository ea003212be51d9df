import { compose } from '@adonisjs/core/helpers'
import { beforeCreate, beforeSave, belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { DateTime } from 'luxon'
import { UserProfileSchema } from '#database/schema'
import { Activatable } from '#core/resources/concerns/activatable'
import { EmitsEvents, runAction } from '#core/resources/concerns/emits_events'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'
import Membership from '#plugins/identity/models/membership'

/** As what a member takes part: as employee, vendor or customer. */
export default class UserProfile extends compose(
  UserProfileSchema,
  OrganizationScoped,
  EmitsEvents('user-profiles'),
  Activatable<'suspended'>(),
  Versioned
) {
  @belongsTo(() => Membership, { foreignKey: 'userId', localKey: 'userId' })
  declare membership: BelongsTo<typeof Membership>

  /** The member's profile of this kind, made when they have none. @throws 422 for anybody else */
  static async of(userId: string, profileType: UserProfile['profileType']): Promise<UserProfile> {
    const profile = await this.query().where({ userId, profileType }).first()
    return profile ?? this.create({ userId, profileType, status: 'active' })
  }

  @beforeCreate()
  static async begin(profile: UserProfile) {
    profile.status ??= 'active'
    await Membership.ensureActive(profile.userId)
  }

  @beforeSave()
  static rememberWhen(profile: UserProfile) {
    switch (profile.$dirty.status) {
      case 'active':
        profile.activatedAt = DateTime.utc()
        profile.deactivatedAt = null
        break
      case 'inactive':
        profile.deactivatedAt = DateTime.utc()
        break
    }
  }

  /** A member has one primary profile: a new one takes the place of the old one. */
  @beforeSave()
  static async takePrecedence(profile: UserProfile) {
    if (profile.$dirty.isPrimary !== true) return
    await profile.related('membership').query().forUpdate()
    const { userId, id } = profile
    const others = await this.query()
      .where({ userId, isPrimary: true })
      .whereNot('id', id ?? null)
    for (const other of others) {
      other.isPrimary = false
      await other.save()
    }
  }

  /** Out of use until somebody has looked at it. Nothing happens when it is already. */
  async suspend(): Promise<void> {
    if (this.status === 'suspended') return
    this.status = 'suspended'
    await runAction(this, 'suspend', () => this.save())
  }
}
