import factory from '@adonisjs/lucid/factories'
import User from '#plugins/identity/models/user'

/** The password of every user that the factory makes. */
export const PASSWORD = 'correct horse battery'

/** Hashing is slow on purpose, and one hash is as good as another. */
let hashed: Promise<string> | undefined

/** Users who may log in with `PASSWORD`. In a unit of the system. */
export const UserFactory = factory
  .define(User, async ({ faker }) => ({
    email: `${faker.string.uuid()}@example.com`,
    password: await (hashed ??= User.hashPassword(PASSWORD)),
    firstName: faker.person.firstName(),
    lastName: faker.person.lastName(),
    isVerified: true,
  }))
  .build()
