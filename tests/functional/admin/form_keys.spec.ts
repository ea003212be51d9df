import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { UnitOfWork, forOrganization, asSystem } from '#core/database/unit_of_work'
import { FilledForm } from '#tests/support/forms'
import { makeCustomer } from '#tests/support/customers'
import { type Company, hire, makeCompany, makePersona } from '#tests/support/personas'
import { type SeenPage, type Visitor, enter } from '#tests/support/visitor'

const homeOf = ({ slug }: Company) => `/admin/organizations/${slug}`

/** Opens a page and sends one of its forms several times at once. */
async function sendAtOnce(
  visitor: Visitor,
  from: string,
  to: string,
  fields: Record<string, string> = {}
): Promise<SeenPage[]> {
  const form = FilledForm.on((await visitor.get(from)).html, to).with(fields)
  return Promise.all([1, 2, 3].map(() => visitor.post(to, form.body, from)))
}

async function countIn({ id }: Company, sql: string, values: unknown[] = []): Promise<number> {
  const { rows } = await UnitOfWork.run(forOrganization(id), (unit) =>
    unit.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`, values)
  )
  return rows[0]?.count ?? 0
}

async function countAll(sql: string, values: unknown[] = []): Promise<number> {
  const { rows } = await UnitOfWork.run(asSystem, (unit) =>
    unit.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`, values)
  )
  return rows[0]?.count ?? 0
}

async function ageSubmissions(interval: string): Promise<void> {
  await UnitOfWork.run(asSystem, (unit) =>
    unit.query('UPDATE form_submissions SET created_at = created_at - $1::interval', [interval])
  )
}

function assertOneWay(answers: readonly SeenPage[]): string {
  const ways = new Set(answers.map(({ location }) => location))
  if (ways.size !== 1) throw new Error(`They lead to ${[...ways].join(', ')}`)
  return answers[0]?.location ?? ''
}

test.group('Admin | one rendered form is handled once, also when it is sent at once', () => {
  test('a record is made once, with one event, and each sending leads to it', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const list = `${homeOf(acme)}/customers`

    const answers = await sendAtOnce(visitor, `${list}/new`, list, { name: 'Once' })

    const way = assertOneWay(answers)
    assert.match(way, new RegExp(`^${list}/[0-9a-f-]{36}$`))
    assert.equal(await countIn(acme, `customers WHERE name = 'Once'`), 1)
    assert.equal(await countIn(acme, `audit_events WHERE action = 'customers:create'`), 1)
    assert.include((await visitor.get(way)).html, 'This is now a customer.')
  })

  test('a record is changed once, and the second sending is told no conflict', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const id = await makeCustomer(acme, { name: 'Coyote' })
    const visitor = await enter()
    const page = `${homeOf(acme)}/customers/${id}`

    const answers = await sendAtOnce(visitor, `${page}/edit`, page, { city: 'Tucson' })

    assert.equal(assertOneWay(answers), page)
    assert.equal(await countIn(acme, `audit_events WHERE action = 'customers:update'`), 1)
  })

  test('users, organizations, roles and memberships are made once', async ({ assert }) => {
    const acme = await makeCompany()
    const nora = await makePersona('Nora')
    const visitor = await enter()
    const name = `Once ${randomUUID().slice(0, 8)}`
    const email = `once.${randomUUID().slice(0, 8)}@example.com`
    const home = homeOf(acme)

    assertOneWay(await sendAtOnce(visitor, '/admin/users/new', '/admin/users', { email }))
    assertOneWay(
      await sendAtOnce(visitor, '/admin/organizations/new', '/admin/organizations', {
        name,
        owner_email: email,
      })
    )
    const matrix = `${home}/permission-matrix`
    assertOneWay(await sendAtOnce(visitor, `${matrix}/new`, matrix, { name }))
    assertOneWay(
      await sendAtOnce(visitor, home, '/admin/memberships', { email: nora.email, role: 'member' })
    )

    assert.equal(await countAll('users WHERE email = $1', [email]), 1)
    assert.equal(await countAll('organizations WHERE name = $1', [name]), 1)
    assert.equal(await countIn(acme, 'roles WHERE name = $1', [name]), 1)
    assert.equal(
      await countIn(acme, `audit_events WHERE action = 'roles:create' AND record_label = $1`, [
        name,
      ]),
      1
    )
    assert.equal(
      await countIn(
        acme,
        `audit_events WHERE action = 'members:create' AND record_label LIKE 'Nora%'`
      ),
      1
    )
  })

  test('a file is imported once', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const path = `${homeOf(acme)}/imports`
    const from = `${path}/new?resource=customers`
    const form = FilledForm.on((await visitor.get(from)).html, path)
    const body = () => {
      const multipart = form.multipart
      multipart.append('file', new Blob(['name\nCoyote\n']), 'people.csv')
      return multipart
    }

    const answers = await Promise.all([1, 2].map(() => visitor.post(path, body(), from)))

    assert.match(assertOneWay(answers), new RegExp(`^${path}/`))
    assert.equal(await countIn(acme, 'imports'), 1)
  })

  test('a user is acted as once, a letter is sent once, and sessions end once', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    const visitor = await enter()
    const user = `/admin/users/${member.userId}`

    assertOneWay(await sendAtOnce(visitor, user, `${user}/password-reset`))
    assertOneWay(await sendAtOnce(visitor, user, `${user}/sessions/end`))
    const answers = await sendAtOnce(visitor, user, `${user}/impersonations`, {
      organization: acme.slug,
      reason: 'Ticket 1',
      minutes: '15',
    })

    const way = assertOneWay(answers)
    const events = (action: string) =>
      countAll('account_events WHERE user_id = $1 AND action = $2', [member.userId, action])
    assert.equal(await countAll('impersonations WHERE user_id = $1', [member.userId]), 1)
    assert.equal(await events('password-reset-send'), 1)
    assert.equal(await events('session-revoke'), 1)
    assert.include((await visitor.get(way)).html, 'Impersonating')
  })

  test('what sets a state is done anew when it is sent again later from a page still open', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    const visitor = await enter()
    const user = `/admin/users/${member.userId}`
    const page = (await visitor.get(user)).html
    const endings = FilledForm.on(page, `${user}/sessions/end`)
    const suspension = FilledForm.on(page, `${user}/suspension`)
    const home = homeOf(acme)
    const off = FilledForm.on((await visitor.get(home)).html, `${home}/suspension`)
    await visitor.post(`${user}/sessions/end`, endings.body, user)
    await visitor.post(`${user}/suspension`, suspension.body, user)
    await visitor.post(`${home}/suspension`, off.body, home)
    await visitor.send(user, `${user}/suspension/end`)
    await visitor.send(home, `${home}/suspension/end`)
    await ageSubmissions('2 minutes')

    const ended = await visitor.post(`${user}/sessions/end`, endings.body, user)
    const { html } = await visitor.follow(ended)
    await visitor.post(`${user}/suspension`, suspension.body, user)
    await visitor.post(`${home}/suspension`, off.body, home)

    assert.include(html, '0 sessions ended.')
    assert.equal(await countAll('users WHERE id = $1 AND NOT is_active', [member.userId]), 1)
    assert.equal(await countAll('organizations WHERE id = $1 AND NOT is_active', [acme.id]), 1)
  })

  test('what makes something is done once also days later, and the page says when that was', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const list = `${homeOf(acme)}/customers`
    const form = FilledForm.on((await visitor.get(`${list}/new`)).html, list).with({ name: 'Late' })
    const first = await visitor.post(list, form.body, `${list}/new`)
    await visitor.follow(first)
    await ageSubmissions('3 days')

    const second = await visitor.post(list, form.body, `${list}/new`)

    assert.equal(second.location, first.location)
    assert.equal(await countIn(acme, `customers WHERE name = 'Late'`), 1)
    assert.match(
      (await visitor.follow(second)).html,
      /This is now a customer\. That was done at \d{4}-\d\d-\d\d \d\d:\d\d UTC; nothing was done now\./
    )
  })

  test('a form that was refused did nothing, and may be sent again', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const list = `${homeOf(acme)}/customers`
    const form = FilledForm.on((await visitor.get(`${list}/new`)).html, list)

    await visitor.post(list, form.with({ name: 'Coyote', rating: '9' }).body, `${list}/new`)
    await visitor.post(list, form.with({ name: 'Coyote', rating: '4' }).body, `${list}/new`)

    assert.equal(await countIn(acme, `customers WHERE name = 'Coyote'`), 1)
  })

  test('another content under the same key is neither done nor lost: the form comes again with it', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const list = `${homeOf(acme)}/customers`
    const form = FilledForm.on((await visitor.get(`${list}/new`)).html, list)
    const first = await visitor.post(list, form.with({ name: 'One' }).body, `${list}/new`)

    const second = await visitor.post(list, form.with({ name: 'Two' }).body, `${list}/new`)

    assert.equal(second.location, `${list}/new`)
    const { html } = await visitor.follow(second)
    assert.include(html, 'This form was sent before')
    assert.include(html, `href="${first.location}"`)
    const anew = FilledForm.on(html, list)
    assert.equal(anew.get('name'), 'Two')
    assert.notEqual(anew.get('_key'), form.get('_key'))
    assert.equal(await countIn(acme, `customers WHERE name = 'Two'`), 0)
    await visitor.post(list, anew.body, `${list}/new`)
    assert.equal(await countIn(acme, `customers WHERE name = 'Two'`), 1)
  })

  test('keys are a superuser’s own, and made by these pages', async ({ assert }) => {
    const acme = await makeCompany()
    const [sue, pat] = [await enter(), await enter()]
    const list = `${homeOf(acme)}/customers`
    const ofSue = FilledForm.on((await sue.get(`${list}/new`)).html, list).with({ name: 'Both' })
    const ofPat = FilledForm.on((await pat.get(`${list}/new`)).html, list).with({ name: 'Both' })
    const key = ofSue.get('_key') ?? ''

    await sue.post(list, ofSue.body, `${list}/new`)
    await pat.post(list, ofPat.with({ _key: key }).body, `${list}/new`)
    const made = ofPat.with({ _key: 'mine' }).body
    const { html } = await pat.follow(await pat.post(list, made, `${list}/new`))

    assert.equal(await countIn(acme, `customers WHERE name = 'Both'`), 2)
    assert.include(html, 'The form has no valid key.')
  })

  test('every form that changes something carries a key of its own', async ({ assert }) => {
    const acme = await makeCompany()
    const member = await hire(acme)
    const visitor = await enter()
    const home = homeOf(acme)
    const apart = ['/admin/theme', '/admin/logout', `${home}/customers/bulk`]

    const without: string[] = []
    for (const path of [
      home,
      `${home}/customers`,
      `/admin/users/${member.userId}`,
      `${home}/board`,
      `${home}/plugins`,
      `${home}/plugins/loyalty`,
      `${home}/members/${member.membershipId}`,
      `${home}/edit`,
    ]) {
      const { html } = await visitor.get(path)
      for (const [form, action = ''] of html.matchAll(
        /<form\b[^>]*method="post"[^>]*?action="([^"]*)"[\s\S]*?<\/form>/g
      )) {
        if (!apart.includes(action) && !/name="_key" value="[0-9a-f-]{36}"/.test(form)) {
          without.push(`${path}: ${action}`)
        }
      }
    }

    assert.deepEqual(without, [])
  })
})
