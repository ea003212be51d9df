import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { beforeChangeOf } from '#core/resources/records/changes'
import UserProfile from '#plugins/identity/models/user_profile'

type ProfileType = UserProfile['profileType']

/**
 * May be linked to a member of the organization, who then sees it as their own.
 * The link comes with a profile of that kind.
 */
export function PortalUser(profileType: ProfileType) {
  return function <T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
    class Linked extends superclass {
      @column()
      declare userId: string | null

      @column()
      declare userProfileId: string | null

      @belongsTo(() => UserProfile, { foreignKey: 'userProfileId' })
      declare profile: BelongsTo<typeof UserProfile>

      @beforeChangeOf('userId')
      static async linkProfile(record: Linked) {
        const profile = record.userId ? await UserProfile.of(record.userId, profileType) : null
        record.userProfileId = profile?.id ?? null
      }
    }
    return Linked
  }
}
