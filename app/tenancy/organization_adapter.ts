import { Adapter } from '@adonisjs/lucid/orm'
import type { LucidModel, ModelAdapterOptions } from '@adonisjs/lucid/types/model'
import { UnitOfWork } from '#tenancy/unit_of_work'

/**
 * Makes every query of every model join the unit of work that it runs in, so
 * that nobody passes a transaction around and nobody forgets to.
 */
export class OrganizationAdapter extends Adapter {
  override modelConstructorClient(_model: LucidModel, options?: ModelAdapterOptions) {
    return options?.client ?? UnitOfWork.get().client
  }
}
