import factory from '@adonisjs/lucid/factories'
import Task from '#plugins/activities/models/task'

/** Tasks that are due at no time. */
export const TaskFactory = factory
  .define(Task, ({ faker }) => ({ subject: faker.lorem.words(3), ownerId: null }))
  .build()
