import factory from '@adonisjs/lucid/factories'
import Message from '#plugins/activities/models/message'

/** Messages that all may see. */
export const MessageFactory = factory
  .define(Message, ({ faker }) => ({
    subject: faker.lorem.sentence(3),
    body: faker.lorem.paragraph(),
    visibility: 'all' as const,
  }))
  .build()
