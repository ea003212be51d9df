import { BaseSchema } from '@adonisjs/lucid/schema'
import { addImage, dropImage } from '#database/helpers/v4'

export default class extends BaseSchema {
  override async up() {
    this.defer((db) => addImage(db, 'user_organizations', 'avatar'))
  }

  override async down() {
    this.defer((db) => dropImage(db, 'user_organizations', 'avatar'))
  }
}
