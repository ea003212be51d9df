import { BaseSchema } from '@adonisjs/lucid/schema'

/** Which version of a plugin an organization was last turned on or upgraded with; null: one of before this. */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('organization_plugins', (table) => void table.text('plugin_version'))
  }

  override async down() {
    this.schema.alterTable('organization_plugins', (table) => table.dropColumn('plugin_version'))
  }
}
