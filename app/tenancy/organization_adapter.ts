import { Adapter } from '@adonisjs/lucid/orm'
import type { LucidModel, LucidRow, ModelAdapterOptions } from '@adonisjs/lucid/types/model'
import { modelOfRecord } from '#models/columns'
import { UnitOfWork } from '#tenancy/unit_of_work'

/**
 * Makes every query of every model join the unit of work that it runs in, so
 * that nobody passes a transaction around and nobody forgets to.
 */
export class OrganizationAdapter extends Adapter {
  /**
   * Models make their own ids, so nothing has to come back, and the statement
   * is simple enough to write down: half of what it costs through the builder.
   */
  override async insert(instance: LucidRow, attributes: Record<string, unknown>) {
    const columns = Object.keys(attributes).map((column) => `"${column}"`)
    const places = columns.map((_, index) => `$${index + 1}`)
    await UnitOfWork.get().query(
      `INSERT INTO ${modelOfRecord(instance).table} (${columns.join(', ')}) VALUES (${places.join(', ')})`,
      Object.values(attributes)
    )
  }

  override modelConstructorClient(_model: LucidModel, options?: ModelAdapterOptions) {
    return options?.client ?? UnitOfWork.get().client
  }
}
