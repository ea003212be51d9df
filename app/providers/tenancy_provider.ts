import type { ApplicationService } from '@adonisjs/core/types'

/** Gives the models the adapter that joins the ambient unit of work. */
export default class TenancyProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    const { BaseModel } = await import('@adonisjs/lucid/orm')
    const { OrganizationAdapter } = await import('#core/database/organization_adapter')
    BaseModel.$adapter = new OrganizationAdapter(await this.app.container.make('lucid.db'))
  }
}
