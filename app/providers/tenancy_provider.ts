import type { ApplicationService } from '@adonisjs/core/types'

/** Gives the models the adapter that joins the ambient unit of work, and the tables of their schema classes. */
export default class TenancyProvider {
  constructor(protected app: ApplicationService) {}

  async boot() {
    const { BaseModel } = await import('@adonisjs/lucid/orm')
    const { OrganizationAdapter } = await import('#core/database/organization_adapter')
    const { SchemaNaming } = await import('#core/database/schema_naming')
    BaseModel.namingStrategy = new SchemaNaming()
    BaseModel.$adapter = new OrganizationAdapter(await this.app.container.make('lucid.db'))
  }
}
