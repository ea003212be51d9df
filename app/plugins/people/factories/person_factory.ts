import factory from '@adonisjs/lucid/factories'
import Person from '#plugins/people/models/person'

/** People; what the organization may leave open is. */
export const PersonFactory = factory
  .define(Person, ({ faker }) => ({ name: faker.person.fullName() }))
  .build()
