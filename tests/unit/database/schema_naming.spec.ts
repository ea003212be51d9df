import { test } from '@japa/runner'
import { compose } from '@adonisjs/core/helpers'
import { BaseModel } from '@adonisjs/lucid/orm'
import { LoyaltyEntrySchema } from '#database/schema'
import Membership from '#plugins/identity/models/membership'
import { Versioned } from '#core/resources/concerns/versioned'

/** Called otherwise than its table. */
class Point extends compose(LoyaltyEntrySchema, Versioned) {}
class Coin extends LoyaltyEntrySchema {
  static override table = 'coins'
}
class Plain extends BaseModel {}

test.group('Models | tables', () => {
  test('a model stands for the table of its schema class, unless it names one', ({ assert }) => {
    const models = [Point, Membership, Coin, Plain]
    for (const model of models) model.boot()
    assert.deepEqual(
      models.map(({ table }) => table),
      ['loyalty_entries', 'user_organizations', 'coins', 'plains']
    )
  })
})
