import { BaseSchema } from '@adonisjs/lucid/schema'
import { createIndexConcurrently, dropIndexConcurrently } from '#database/helpers/v3'

/** A process is found by its id alone where those of all organizations are shown. */
export default class extends BaseSchema {
  static override disableTransactions = true

  override async up() {
    this.defer((db) => createIndexConcurrently(db, 'process_runs_id', 'ON process_runs (id)'))
  }

  override async down() {
    this.defer((db) => dropIndexConcurrently(db, 'process_runs_id'))
  }
}
