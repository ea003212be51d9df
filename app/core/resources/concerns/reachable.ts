import type { NormalizeConstructor } from '@adonisjs/core/types/helpers'
import { BaseModel, beforeSave, column } from '@adonisjs/lucid/orm'
import { normalizePhone } from '#core/resources/phone'

/**
 * Has phone numbers, which are kept as they were written, and beside it in one
 * form by which the same number is found however it was written.
 */
export function Reachable<T extends NormalizeConstructor<typeof BaseModel>>(superclass: T) {
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

    @beforeSave()
    static normalizePhones(record: WithPhones) {
      const { $dirty: dirty, phone, mobile, country } = record
      const moved = 'country' in dirty
      if (moved || 'phone' in dirty) {
        record.phoneNormalized = phone ? normalizePhone(phone, country) : null
      }
      if (moved || 'mobile' in dirty) {
        record.mobileNormalized = mobile ? normalizePhone(mobile, country) : null
      }
    }
  }
  return WithPhones
}
