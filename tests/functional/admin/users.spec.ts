import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { accountEventsOf } from '#tests/support/audit'
import { runJobs } from '#tests/support/jobs'
import { Mailbox, tokenIn } from '#tests/support/mailbox'
import { PASSWORD, type Persona, makeCompany, makePersona } from '#tests/support/personas'
import { type SeenPage, type Visitor, enter, makeSuperuser } from '#tests/support/visitor'

const USERS = '/admin/users'
const NEW = `${USERS}/new`
const STRONG = 'plenty of salted caramel'

const find = (email: string) => UnitOfWork.run(asSystem, () => User.findByEmail(email))
const freshEmail = () => `nora.${randomUUID().slice(0, 8)}@example.com`

/** Opens the form of a user, and sends it as it is but for some fields. */
async function edit(visitor: Visitor, userId: string, fields: Record<string, string>) {
  const page = `${USERS}/${userId}`
  const { html } = await visitor.get(`${page}/edit`)
  const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
  return visitor.send(`${page}/edit`, page, { version, ...fields })
}

/** What a refused form says beside a field. */
async function wrongAt(visitor: Visitor, answer: SeenPage, field: string): Promise<string> {
  const { html } = await visitor.follow(answer)
  return new RegExp(`id="wrong-${field}">([^<]*)<`).exec(html)?.[1] ?? ''
}

test.group('Admin | users | who look', () => {
  test('at what tells of all organizations are written down, without what they asked for', async ({
    assert,
  }) => {
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)

    await visitor.get('/admin/imports?search=secret')

    const { html } = await visitor.get(`${USERS}/${superuser.userId}`)
    assert.include(html, '<strong>/admin/imports</strong>')
    assert.notInclude(html, 'secret')
  })
})

test.group('Admin | users | made', (group) => {
  const mailbox = Mailbox.during(group)

  test('choose their password with a letter, and no one else knows one', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)
    const email = freshEmail()

    const answer = await visitor.send(`${NEW}?organization=${acme.slug}`, USERS, {
      email,
      first_name: 'Nora',
      last_name: 'New',
      is_superuser: 'false',
      organization: acme.slug,
      role: 'admin',
    })

    const { html } = await visitor.follow(answer)
    assert.include(html, `A letter is on its way to ${email}.`)
    assert.include(html, `/admin/organizations/${acme.slug}`)
    assert.include(html, `Account open</strong>`)
    assert.include(html, `by ${superuser.email}`)
    await runJobs()
    assert.equal(mailbox.last(email).subject, 'You have an account now')
    const token = tokenIn(mailbox.last(email))
    const chosen = await client
      .post('/api/auth/password-reset/confirm/')
      .json({ token, new_password: STRONG })
    chosen.assertStatus(200)
    const login = await client.post('/api/auth/login/').json({ email, password: STRONG })
    login.assertStatus(200)
    const me = await client.get('/api/users/me/').bearerToken(login.body().tokens.access)
    me.assertBodyContains({ is_verified: true, is_staff: false, full_name: 'Nora New' })
    assert.equal(me.body().memberships[0].role, 'admin')
  })

  test('are refused beside the field that is wrong, with what was typed', async ({ assert }) => {
    const taken = await makePersona()
    const visitor = await enter()
    const send = (fields: Record<string, string>) =>
      visitor.send(NEW, USERS, { email: freshEmail(), is_superuser: 'false', ...fields })

    const duplicate = await send({ email: taken.email.toUpperCase(), first_name: 'Typed' })
    const { html } = await visitor.follow(duplicate)
    assert.include(html, 'value="Typed"')
    assert.include(html, 'id="wrong-email">There is one with this email already.')
    assert.include(await wrongAt(visitor, await send({ email: 'nonsense' }), 'email'), 'Email')
    assert.include(await wrongAt(visitor, await send({ username: 'a b' }), 'username'), 'Username')
    const email = freshEmail()
    const nowhere = await send({ email, organization: 'nowhere' })
    assert.equal(await wrongAt(visitor, nowhere, 'organization'), 'Organization not found.')
    assert.isNull(await find(email))
  })
})

test.group('Admin | users | changed', (group) => {
  const mailbox = Mailbox.during(group)
  let dana: Persona
  let visitor: Visitor
  let superuser: Persona

  group.each.setup(async () => {
    dana = await makePersona('Dana')
    superuser = await makeSuperuser()
    visitor = await enter(superuser)
  })

  const valid = () => ({ email: dana.email, is_active: 'true', is_superuser: 'false' })

  test('are what the form says, which the log tells with who did it', async ({ assert }) => {
    const answer = await edit(visitor, dana.userId, {
      ...valid(),
      first_name: 'Danuta',
      is_superuser: 'true',
    })

    assert.include((await visitor.follow(answer)).html, 'Saved.')
    const user = await find(dana.email)
    assert.equal(user?.firstName, 'Danuta')
    assert.isTrue(user?.isSuperuser)
    const [event] = (await accountEventsOf(dana.userId)).slice(-1)
    assert.containSubset(event, {
      action: 'account-change',
      actor_id: superuser.userId,
      changes: {
        first_name: { from: 'Dana', to: 'Danuta' },
        is_superuser: { from: false, to: true },
      },
    })
    const { html } = await visitor.get(`${USERS}/${dana.userId}`)
    assert.include(html, 'First name: Dana → Danuta')
  })

  test('have to prove another address, and the one before is told', async ({ assert }) => {
    const email = freshEmail()
    await edit(visitor, dana.userId, { ...valid(), email })
    await runJobs()

    assert.isFalse((await find(email))?.isVerified)
    assert.equal(mailbox.last(dana.email).subject, 'Your e-mail address was changed')
    assert.equal(mailbox.last(email).subject, 'Confirm your e-mail address')
  })

  test('keep a proven address that is only written in other letters', async ({ assert }) => {
    await edit(visitor, dana.userId, { ...valid(), email: dana.email.toUpperCase() })

    const user = await find(dana.email)
    assert.equal(user?.email, dana.email.toUpperCase())
    assert.isTrue(user?.isVerified)
  })

  test('are logged out everywhere when they are locked out', async ({ client }) => {
    await edit(visitor, dana.userId, { ...valid(), is_active: 'false' })

    const me = await client.get('/api/users/me/').bearerToken(dana.token)
    me.assertStatus(401)
  })

  test('are refused in a version that a user has changed since', async ({ assert }) => {
    const answer = await edit(visitor, dana.userId, {
      ...valid(),
      first_name: 'Late',
      version: '77',
    })

    const { html } = await visitor.follow(answer)
    assert.include(html, 'The record has changed since you read it.')
    assert.equal((await find(dana.email))?.firstName, 'Dana')
  })

  test('take neither access nor the right of a superuser from themselves', async ({ assert }) => {
    const own = { email: superuser.email, is_active: 'false', is_superuser: 'false' }
    const answer = await edit(visitor, superuser.userId, own)
    const { html } = await visitor.follow(answer)

    for (const field of ['is_active', 'is_superuser']) {
      assert.include(html, `id="wrong-${field}">You cannot take this away from yourself.`)
    }
    assert.isTrue((await find(superuser.email))?.isSuperuser)
  })

  test('are sent a letter with which they choose another password', async ({ client, assert }) => {
    const page = `${USERS}/${dana.userId}`
    const answer = await visitor.send(page, `${page}/password-reset`)
    await runJobs()

    assert.include((await visitor.follow(answer)).html, `A letter is on its way to ${dana.email}.`)
    assert.equal(mailbox.last(dana.email).subject, 'Choose a new password')
    const login = await client
      .post('/api/auth/login/')
      .json({ email: dana.email, password: PASSWORD })
    login.assertStatus(200)
    const actions = (await accountEventsOf(dana.userId)).map(({ action }) => action)
    assert.include(actions, 'password-reset-send')
  })

  test('who are locked out are sent none', async ({ assert }) => {
    await edit(visitor, dana.userId, { ...valid(), is_active: 'false' })
    const page = `${USERS}/${dana.userId}`
    const answer = await visitor.send(page, `${page}/password-reset`)

    assert.include((await visitor.follow(answer)).html, 'Dana Test is locked out.')
  })
})
