import { test } from '@japa/runner'
import { endAdminSessions } from '#admin/auth/admin_session_store'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'
import { makeCustomer } from '#tests/support/customers'
import { FilledForm } from '#tests/support/forms'
import { type Company, PASSWORD, type Persona, hire, makeCompany } from '#tests/support/personas'
import { codeOf, enrol, passTime } from '#tests/support/two_factor'
import { Visitor, enter, makeSuperuser } from '#tests/support/visitor'

const LOGIN = '/admin/login'
const ENDED = 'Your session had ended, so nothing was done.'
const AGAIN = 'What you typed is here again'

const homeOf = ({ slug }: Company) => `/admin/organizations/${slug}`

const logIn = (visitor: Visitor, { email }: Persona) =>
  visitor.send(LOGIN, LOGIN, { username: email, password: PASSWORD })

const system = (sql: string, values: unknown[]) =>
  UnitOfWork.run(asSystem, (unit) => unit.query(sql, values))

const endSessionsOf = ({ userId }: Persona) =>
  UnitOfWork.run(asSystem, () => endAdminSessions(userId))

async function openForm(visitor: Visitor, page: string, action: string): Promise<FilledForm> {
  return FilledForm.on((await visitor.get(page)).html, action)
}

async function namesIn({ id }: Company): Promise<unknown[]> {
  const { rows } = await UnitOfWork.run(forOrganization(id), (unit) =>
    unit.query('SELECT name FROM customers ORDER BY name')
  )
  return rows.map(({ name }) => name)
}

async function keptFor({ email }: Persona): Promise<number> {
  const { rows } = await system(
    `SELECT FROM admin_sessions WHERE data::text LIKE '%interrupted_form%'
       AND data::text LIKE '%' || (SELECT id FROM users WHERE email = $1) || '%'`,
    [email]
  )
  return rows.length
}

test.group('Admin | forms whose session has ended', (group) => {
  let acme: Company
  let sue: Persona
  let visitor: Visitor
  let list: string

  group.each.setup(async () => {
    acme = await makeCompany()
    sue = await makeSuperuser()
    visitor = await enter(sue)
    list = `${homeOf(acme)}/customers`
  })

  /** Sends the form of a new customer. */
  const send = (form: FilledForm, fields: Record<string, string>) =>
    visitor.post(list, form.with(fields).body, `${list}/new`)

  const ways: [string, () => Promise<unknown>][] = [
    [
      'no one used it for half an hour',
      () =>
        system(
          `UPDATE admin_sessions SET expires_at = now() - interval '1 minute' WHERE user_id = $1`,
          [sue.userId]
        ),
    ],
    ['all sessions were ended', () => endSessionsOf(sue)],
    [
      'its browser forgot it',
      async () => {
        visitor = new Visitor()
      },
    ],
  ]
  for (const [reason, end] of ways) {
    test(`do nothing, and are there again after the login: ${reason}`, async ({ assert }) => {
      const form = await openForm(visitor, `${list}/new`, list)
      await end()

      const sent = await send(form, { name: 'Coyote', notes: 'one\ntwo', rating: '4' })
      const login = await visitor.follow(sent)
      const entered = await logIn(visitor, sue)
      const { html } = await visitor.follow(entered)

      assert.equal(sent.location, LOGIN)
      assert.include(login.html, ENDED)
      assert.equal(entered.location, `${list}/new`)
      assert.include(html, AGAIN)
      assert.deepEqual(await namesIn(acme), [])
      const anew = FilledForm.on(html, list)
      assert.equal(anew.get('notes'), 'one\ntwo')
      assert.notEqual(anew.get('_key'), form.get('_key'))
      await visitor.post(list, anew.body, `${list}/new`)
      assert.deepEqual(await namesIn(acme), ['Coyote'])
      assert.equal(await keptFor(sue), 0)
      const { html: later } = await visitor.open(`${list}/new`)
      assert.equal(FilledForm.on(later, list).get('name'), '')
    })
  }

  test('tell what others changed meanwhile, as any form does', async ({ assert }) => {
    const id = await makeCustomer(acme, { name: 'Coyote', city: 'Tucson' })
    const page = `${list}/${id}`
    const form = await openForm(visitor, `${page}/edit`, page)
    const pat = await enter(await makeSuperuser('Pat'))
    const theirs = await openForm(pat, `${page}/edit`, page)
    await pat.post(page, theirs.with({ state: 'AZ' }).body, `${page}/edit`)
    await endSessionsOf(sue)

    await visitor.post(page, form.with({ city: 'Yuma' }).body, `${page}/edit`)
    const { html } = await visitor.follow(await logIn(visitor, sue))

    const anew = FilledForm.on(html, page)
    assert.deepEqual([anew.get('city'), anew.get('state')], ['Yuma', 'AZ'])
    assert.include(html, 'Changed since you opened this form')
  })

  test('are shown to no other superuser, and then not kept', async ({ assert }) => {
    const pat = await makeSuperuser('Pat')
    const form = await openForm(visitor, `${list}/new`, list)
    await endSessionsOf(sue)
    await send(form, { name: 'Coyote' })

    const entered = await logIn(visitor, pat)
    const seen = await visitor.follow(entered)
    await visitor.send('/admin', '/admin/logout')
    const later = await visitor.follow(await logIn(visitor, sue))

    assert.equal(entered.location, `${list}/new`)
    for (const { html } of [seen, later]) {
      assert.notInclude(html, 'Coyote')
      assert.notInclude(html, AGAIN)
    }
  })

  test('of a login in another tab are shown again at once, to the same superuser alone', async ({
    assert,
  }) => {
    const form = await openForm(visitor, `${list}/new`, list)
    await endSessionsOf(sue)
    await logIn(visitor, sue)
    const same = await visitor.follow(await send(form, { name: 'Coyote' }))
    await endSessionsOf(sue)
    await logIn(visitor, await makeSuperuser('Pat'))
    const other = await visitor.follow(await send(form, { name: 'Coyote' }))

    assert.equal(FilledForm.on(same.html, list).get('name'), 'Coyote')
    assert.equal(FilledForm.on(other.html, list).get('name'), '')
    for (const { html } of [same, other]) assert.include(html, 'This form was open for too long.')
    assert.deepEqual(await namesIn(acme), [])
  })

  test('are kept without what is secret, and only when these pages have made them', async ({
    assert,
  }) => {
    const form = await openForm(visitor, `${list}/new`, list)
    await endSessionsOf(sue)

    await send(form, {
      'name': 'Coyote',
      'password': 'hunter-4711',
      'settings[api_token]': 'hunter-4711',
    })
    const { rows } = await system(
      `SELECT FROM admin_sessions WHERE data::text LIKE '%hunter-4711%' AND data::text LIKE '%Coyote%'`,
      []
    )
    assert.isEmpty(rows)
    assert.equal(await keptFor(sue), 1)

    const forger = new Visitor()
    const forged = `${sue.userId}..${Buffer.alloc(32).toString('base64url')}`
    await forger.post(list, form.with({ name: 'Evil', _owner: forged }).body, `${list}/new`)
    const stranger = new Visitor()
    await stranger.post(list, form.with({ name: 'Evil' }).body, '//example.com/')
    for (const each of [forger, stranger]) {
      assert.notInclude((await each.follow(await logIn(each, sue))).html, 'Evil')
    }
  })

  test('with a file lead back to their page, which asks for it again', async ({ assert }) => {
    const page = `${homeOf(acme)}/imports/new?resource=customers`
    const form = await openForm(visitor, page, `${homeOf(acme)}/imports`)
    const body = form.multipart
    body.append('file', new Blob(['name\nCoyote\n']), 'people.csv')
    await endSessionsOf(sue)

    const sent = await visitor.post(`${homeOf(acme)}/imports`, body, page)
    const entered = await logIn(visitor, sue)

    assert.equal(sent.location, LOGIN)
    assert.equal(entered.location, page)
    assert.equal(await keptFor(sue), 0)
  })

  test('come back after the second factor, too', async ({ client, assert }) => {
    const { secret } = await enrol(client, sue)
    await passTime(sue)
    const form = await openForm(visitor, `${list}/new`, list)
    await endSessionsOf(sue)
    await send(form, { name: 'Coyote' })

    const asked = await logIn(visitor, sue)
    const [, challenge = ''] = /name="challenge" value="([^"]+)"/.exec(asked.html) ?? []
    const entered = await visitor.send(LOGIN, `${LOGIN}/two-factor`, {
      challenge,
      code: codeOf(secret),
    })

    assert.equal(entered.location, `${list}/new`)
    const { html } = await visitor.follow(entered)
    assert.equal(FilledForm.on(html, list).get('name'), 'Coyote')
  })

  test('of an impersonation say that it is over', async ({ assert }) => {
    const member = await hire(acme, { roles: ['manager'] })
    const user = `/admin/users/${member.userId}`
    await visitor.send(user, `${user}/impersonations`, {
      organization: acme.slug,
      reason: 'Ticket 1',
      minutes: '15',
    })
    const form = await openForm(visitor, `${list}/new`, list)
    await endSessionsOf(sue)
    await send(form, { name: 'Coyote' })

    const { html } = await visitor.follow(await logIn(visitor, sue))

    assert.include(html, 'You are not impersonating anyone any more.')
    assert.equal(FilledForm.on(html, list).get('name'), 'Coyote')
  })

  test('in a popover open it again with what was typed', async ({ assert }) => {
    const member = await hire(acme)
    const user = `/admin/users/${member.userId}`
    const page = (await visitor.get(user)).html
    const acting = FilledForm.on(page, `${user}/impersonations`)
    const joining = FilledForm.on(page, '/admin/memberships')
    const home = homeOf(acme)
    const adding = FilledForm.on((await visitor.get(home)).html, '/admin/memberships')
    const shown = async (from: string, to: string, form: FilledForm) => {
      await endSessionsOf(sue)
      await visitor.post(to, form.body, from)
      const { html } = await visitor.follow(await logIn(visitor, sue))
      assert.match(html, /class="popover" open/)
      return FilledForm.on(html, to)
    }

    const acted = await shown(
      user,
      `${user}/impersonations`,
      acting.with({ reason: 'Ticket 1', minutes: '30' })
    )
    const joined = await shown(user, '/admin/memberships', joining.with({ organization: 'globex' }))
    const added = await shown(
      home,
      '/admin/memberships',
      adding.with({ email: 'ann@example.com', role: 'admin' })
    )

    assert.deepEqual([acted.get('reason'), acted.get('minutes')], ['Ticket 1', '30'])
    assert.equal(joined.get('organization'), 'globex')
    assert.deepEqual([added.get('email'), added.get('role')], ['ann@example.com', 'admin'])
  })

  test('of chosen records have them chosen again, from the list and from the question', async ({
    assert,
  }) => {
    const [one, two] = [await makeCustomer(acme), await makeCustomer(acme)]
    const choice = { 'ids[]': one, 'change': 'delete' }
    const chosen = (await openForm(visitor, list, `${list}/bulk`)).with(choice)
    const asked = await visitor.post(`${list}/bulk`, chosen.body, list)
    const sure = FilledForm.on(asked.html, `${list}/deletions`)

    for (const [to, form, from] of [
      [`${list}/bulk`, chosen, list],
      [`${list}/deletions`, sure, `${list}/bulk`],
    ] as const) {
      await endSessionsOf(sue)
      await visitor.post(to, form.body, from)
      const back = await visitor.follow(await logIn(visitor, sue))
      const { html } = back.location === null ? back : await visitor.follow(back)
      assert.match(html, new RegExp(`value="${one}"[^>]*checked`))
      assert.notMatch(html, new RegExp(`value="${two}"[^>]*checked`))
      assert.match(html, /value="delete" selected/)
      assert.include(html, AGAIN)
    }
    assert.lengthOf(await namesIn(acme), 2)
  })

  test('that hold nothing lead back to their page', async ({ assert }) => {
    const user = `/admin/users/${(await hire(acme)).userId}`
    const form = await openForm(visitor, user, `${user}/suspension`)
    await endSessionsOf(sue)

    await visitor.post(`${user}/suspension`, form.body, user)
    const entered = await logIn(visitor, sue)

    assert.equal(entered.location, user)
    assert.equal(await keptFor(sue), 0)
    assert.notInclude((await visitor.follow(entered)).html, 'Locked out')
  })
})
