import { BaseSchema } from '@adonisjs/lucid/schema'
import { replaceSearch } from '#database/helpers/v3'

/** Finds the same at less cost. The former function is no other in what it answers. */
export default class extends BaseSchema {
  override async up() {
    this.defer((db) =>
      replaceSearch(db, 'deals', { through: { table: 'customers', key: 'customer_id' } })
    )
  }
}
