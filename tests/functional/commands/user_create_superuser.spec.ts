import { randomUUID } from 'node:crypto'
import ace from '@adonisjs/core/services/ace'
import hash from '@adonisjs/core/services/hash'
import { test } from '@japa/runner'
import UserCreateSuperuser from '#commands/user_create_superuser'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { makePersona } from '#tests/support/personas'

async function run(args: string[]) {
  ace.ui.switchMode('raw')
  const command = await ace.create(UserCreateSuperuser, args)
  await command.exec()
  return command
}

const find = (email: string) => UnitOfWork.run(asSystem, () => User.findByEmail(email))

test.group('Commands | user:create-superuser', (group) => {
  group.each.teardown(() => void ace.ui.switchMode('normal'))

  test('makes a superuser who can log in', async ({ assert }) => {
    const email = `boss.${randomUUID()}@example.com`
    const command = await run([`--email=${email}`, '--password=long enough'])
    command.assertSucceeded()
    const user = await find(email)
    assert.isTrue(user?.isSuperuser)
    assert.isTrue(await hash.verify(user?.password ?? '', 'long enough'))
  })

  test('refuses a short password', async ({ assert }) => {
    const email = `boss.${randomUUID()}@example.com`
    const command = await run([`--email=${email}`, '--password=short'])
    command.assertFailed()
    assert.isNull(await find(email))
  })

  test('R-26: refuses a password that is easy to guess', async ({ assert }) => {
    const name = `boss.${randomUUID()}`
    for (const password of ['Password1!', 'aaaaaaaa', 'asdfghjkl;', name]) {
      const command = await run([`--email=${name}@example.com`, `--password=${password}`])
      command.assertFailed()
    }
    assert.isNull(await find(`${name}@example.com`))
  })

  test('promotes an existing user when told to, and leaves the password', async ({ assert }) => {
    const { email } = await makePersona()
    const before = await find(email)
    const command = await run([`--email=${email}`, '--promote'])
    command.assertSucceeded()
    const after = await find(email)
    assert.isTrue(after?.isSuperuser)
    assert.equal(after?.password, before?.password)
  })

  test('promotes no one without consent', async ({ assert }) => {
    const { email } = await makePersona()
    ace.ui.switchMode('raw')
    const command = await ace.create(UserCreateSuperuser, [`--email=${email}`])
    command.prompt.trap(`${email} exists. Make this user a superuser?`).reject()
    await command.exec()
    command.assertFailed()
    assert.isFalse((await find(email))?.isSuperuser)
  })
})
