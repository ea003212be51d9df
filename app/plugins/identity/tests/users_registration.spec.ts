import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { runJobs } from '#tests/support/jobs'
import { Mailbox, tokenIn } from '#tests/support/mailbox'
import { PASSWORD, makePersona } from '#tests/support/personas'
import { statementsOf } from '#tests/support/statements'

const USERS = '/api/users/'
const STRONG = 'plenty of salted caramel'

const somebody = (changes: Record<string, unknown> = {}) => ({
  email: `new.${randomUUID()}@example.com`,
  password: STRONG,
  password_confirm: STRONG,
  first_name: 'Nora',
  last_name: 'Newcomer',
  ...changes,
})

const countOf = (table: 'users' | 'organizations') =>
  UnitOfWork.run(asSystem, async (unit) => {
    const { rows } = await unit.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)
    return rows[0]?.n
  })

test.group('Users | registration', (group) => {
  const mailbox = Mailbox.during(group)

  test('makes an account that can log in, and asks to confirm the address', async ({
    client,
    assert,
  }) => {
    const wanted = somebody({ phone: '+44 20 7946 0000' })

    const response = await client.post(USERS).json(wanted)

    response.assertStatus(201)
    response.assertHeader('location', `${process.env.APP_URL}/api/users/me/`)
    const account = response.body()
    assert.containsSubset(account, {
      email: wanted.email,
      first_name: 'Nora',
      last_name: 'Newcomer',
      full_name: 'Nora Newcomer',
      phone: '+44 20 7946 0000',
      is_verified: false,
      is_staff: false,
      memberships: [],
    })

    await runJobs()
    const mail = mailbox.last(wanted.email)
    assert.equal(mail.subject, 'Confirm your e-mail address')
    assert.include(mail.html, `https://app.example.com/verify-email#token=${tokenIn(mail)}`)

    const login = await logIn(client, wanted.email)
    login.assertStatus(200)
    assert.equal(login.body().user.id, account.id)
  })

  test('makes the organization that is named, and its owner', async ({ client, assert }) => {
    const name = `Newcomers ${randomUUID()}`

    const response = await client.post(USERS).json(somebody({ organization_name: name }))

    response.assertStatus(201)
    const [membership, ...more] = response.body().memberships
    assert.isEmpty(more)
    assert.containsSubset(membership, {
      role: 'owner',
      is_owner: true,
      is_primary: true,
      organization: { name },
    })
    assert.include(membership.permissions, 'organizations:delete')
    const login = await logIn(client, response.body().email)
    const customers = await client.get('/api/customers/').bearerToken(login.body().tokens.access)
    customers.assertStatus(200)
    customers.assertBodyContains({ count: 0 })
  })

  test('R-28: answers for an address that has an account as for one that has none', async ({
    client,
    assert,
  }) => {
    const holder = await makePersona('Holly')
    const name = `Twice ${randomUUID()}`
    const [users, organizations] = [await countOf('users'), await countOf('organizations')]
    const taken = somebody({ email: holder.email.toUpperCase(), organization_name: name })

    const refused = await client.post(USERS).json(taken)

    assert.equal(await countOf('users'), users)
    assert.equal(await countOf('organizations'), organizations)
    const free = await client.post(USERS).json(somebody({ organization_name: name }))
    assert.equal(refused.status(), free.status())
    assert.deepEqual(Object.keys(refused.headers()).sort(), Object.keys(free.headers()).sort())
    assert.deepEqual(visibleFieldsOf(refused.body()), visibleFieldsOf(free.body()))
    assert.equal(refused.body().email, taken.email)
    assert.notEqual(refused.body().id, holder.userId)
    assert.notInclude(refused.text(), '.invalid')

    await runJobs()
    const mail = mailbox.last(holder.email)
    assert.equal(mail.subject, 'You already have an account')
    assert.notInclude(mail.raw, 'Nora')
    const login = await logIn(client, holder.email, PASSWORD)
    login.assertStatus(200)
  })

  test('R-28: does the same work for an address that has an account', async ({
    client,
    assert,
  }) => {
    const holder = await makePersona()
    const free = await statementsOf(() =>
      client.post(USERS).json(somebody({ organization_name: 'Free' }))
    )
    const taken = await statementsOf(() =>
      client.post(USERS).json(somebody({ organization_name: 'Free', email: holder.email }))
    )

    assert.isAbove(free.length, 10)
    assert.deepEqual(taken, free)
  })

  test("R-15: lets no one set what is the server's: {$self}")
    .with(['id', 'is_superuser', 'is_staff', 'is_verified', 'email_verified_at', 'is_active'])
    .run(async ({ client, assert }, field) => {
      const wanted = somebody({ [field]: true })

      const response = await client.post(USERS).json(wanted)

      response.assertStatus(422)
      assert.containsSubset(response.body().errors, [{ field, rule: 'unknown' }])
      assert.isNull(await UnitOfWork.run(asSystem, () => User.findByEmail(wanted.email)))
    })

  test('R-26: takes any password that is not easy to guess, as it was typed', async ({
    client,
    assert,
  }) => {
    for (const password of [
      '🐙🦑🐡🐠🐟🐬🐳🐋',
      '  spaces all around  ',
      'Männer und Bären '.repeat(8).slice(0, 128),
    ]) {
      const wanted = somebody({ password, password_confirm: password })
      const response = await client.post(USERS).json(wanted)
      response.assertStatus(201)
      const login = await logIn(client, wanted.email, password)
      login.assertStatus(200)
    }
    for (const password of [
      'password1',
      'Password1!',
      'aaaaaaaa',
      'qwertyuiop[]',
      'short',
      'Newcomer2026',
      'x'.repeat(129),
    ]) {
      const response = await client
        .post(USERS)
        .json(somebody({ password, password_confirm: password }))
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, 'password')
    }
  })

  test('asks for {$self}')
    .with(['email', 'password', 'password_confirm', 'first_name', 'last_name'])
    .run(async ({ client, assert }, field) => {
      const { [field]: left, ...rest }: Record<string, unknown> = somebody()

      const response = await client.post(USERS).json(rest)

      assert.isDefined(left)
      response.assertStatus(422)
      assert.include(
        response.body().errors.map((error: { field: string }) => error.field),
        field
      )
    })

  test('refuses addresses that are none: {$self}')
    .with(['nobody', 'a@b', 'a@example.com, b@example.com', 'a@example.com\r\nBcc: b@example.com'])
    .run(async ({ client, assert }, email) => {
      const response = await client.post(USERS).json(somebody({ email }))

      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, 'email')
    })
})

function logIn(client: ApiClient, email: string, password = STRONG) {
  return client.post('/api/auth/login/').json({ email, password })
}

/** The kinds of values in an answer, where the values themselves must differ. */
function visibleFieldsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(visibleFieldsOf)
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, visibleFieldsOf(inner)])
  )
}
