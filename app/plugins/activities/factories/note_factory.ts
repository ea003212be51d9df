import factory from '@adonisjs/lucid/factories'
import Note from '#plugins/activities/models/note'

/** Notes that all may see. */
export const NoteFactory = factory
  .define(Note, ({ faker }) => ({ body: faker.lorem.paragraph() }))
  .build()
