import { compose } from '@adonisjs/core/helpers'
import { beforeSave } from '@adonisjs/lucid/orm'
import { PriceBookSchema } from '#database/schema'
import { organizationCurrency } from '#core/currency/amount'
import { UnitOfWork } from '#core/database/unit_of_work'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { Authored } from '#core/resources/concerns/authored'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'

/** What products cost in one currency. */
export default class PriceBook extends compose(
  PriceBookSchema,
  OrganizationScoped,
  EmitsEvents('price-books'),
  Authored,
  Versioned
) {
  /**
   * There is at most one default of a currency at any time, and the first book of one is it unless it
   * is said not to be. Who makes another one the default waits for those who are doing so.
   */
  @beforeSave()
  static async keepOneDefault(book: PriceBook) {
    if (!book.$isPersisted) {
      book.currency ??= await organizationCurrency()
      book.isActive ??= true
    }
    const isNew = !book.$isPersisted
    if (isNew ? book.isDefault === false || !book.isActive : book.$dirty.isDefault !== true) return
    const unit = UnitOfWork.get()
    await unit.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('default_price_book/' || $1 || '/' || $2, 0))`,
      [book.organizationId ?? unit.organizationId, book.currency]
    )
    const former = await this.query()
      .where({ currency: book.currency, isDefault: true })
      .forUpdate()
      .first()
    if (book.isDefault && former) await former.merge({ isDefault: false }).save()
    else book.isDefault ??= former === null
  }
}
