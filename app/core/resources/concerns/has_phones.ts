import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import { beforeChangeOf } from '#core/resources/records/changes'
import { normalizePhone } from '#core/text/phone'

/**
 * Has phone numbers, which are kept as they were written, and beside it in one
 * form by which the same number is found however it was written.
 */
export function HasPhones<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
  class WithPhones extends superclass {
    @column()
    declare phone: string | null

    @column()
    declare phoneNormalized: string | null

    @column()
    declare mobile: string | null

    @column()
    declare mobileNormalized: string | null

    @column()
    declare country: string | null

    @beforeChangeOf('phone', 'country')
    static normalizePhone(record: WithPhones) {
      const { phone, country } = record
      record.phoneNormalized = phone ? normalizePhone(phone, country) : null
    }

    @beforeChangeOf('mobile', 'country')
    static normalizeMobile(record: WithPhones) {
      const { mobile, country } = record
      record.mobileNormalized = mobile ? normalizePhone(mobile, country) : null
    }
  }
  return WithPhones
}
