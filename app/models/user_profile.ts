import { compose } from '@adonisjs/core/helpers'
import { DateTime } from 'luxon'
import { UserProfileSchema } from '#database/schema'
import { invalid } from '#exceptions/problem'
import { OrganizationScoped } from '#models/concerns/organization_scoped'
import { Versioned } from '#models/concerns/versioned'
import Membership from '#models/membership'

/** As what a member takes part: as employee, vendor or customer. */
export default class UserProfile extends compose(UserProfileSchema, OrganizationScoped, Versioned) {
  /** The member's profile of this kind, made when he has none. @throws 422 for anybody else */
  static async of(userId: string, profileType: UserProfile['profileType']): Promise<UserProfile> {
    const profile = await this.query().where({ userId, profileType }).first()
    if (profile) return profile

    const membership = await Membership.query().where({ userId, isActive: true }).first()
    if (!membership) {
      throw invalid([{ field: 'user_id', rule: 'exists', message: 'There is no such member.' }])
    }
    return this.create({ userId, profileType, status: 'active', activatedAt: DateTime.utc() })
  }
}
