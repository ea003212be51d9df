import factory from '@adonisjs/lucid/factories'
import Meeting from '#plugins/activities/models/meeting'

/** Meetings, planned for no time. */
export const MeetingFactory = factory
  .define(Meeting, ({ faker }) => ({ subject: faker.lorem.sentence(3) }))
  .build()
