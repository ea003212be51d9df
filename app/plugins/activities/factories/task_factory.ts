import factory from '@adonisjs/lucid/factories'
import Task from '#plugins/activities/models/task'

/** Tasks, planned for no time. */
export const TaskFactory = factory
  .define(Task, ({ faker }) => ({ subject: faker.lorem.sentence(3) }))
  .build()
