import factory from '@adonisjs/lucid/factories'
import Call from '#plugins/activities/models/call'

/** Calls, planned for no time. */
export const CallFactory = factory
  .define(Call, ({ faker }) => ({ subject: faker.lorem.sentence(3) }))
  .build()
