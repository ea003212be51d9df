import { test } from '@japa/runner'
import { assignRole, makeRole } from '#tests/support/access'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { OtherSystem } from '#tests/support/other_system'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { WEBHOOKS, deliver, deliveriesOf, makeWebhook, verified } from '#tests/support/webhooks'
import { UnitOfWork, asSystem, forOrganization } from '#core/database/unit_of_work'

const MANAGER = ['webhooks:manage', 'events:read', 'customers:read']

test.group('Webhooks | set up', (group) => {
  const receiver = OtherSystem.during(group)
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('its secret is seen when it is made and replaced, and kept encrypted', async ({
    client,
    assert,
  }) => {
    const { id, secret } = await makeWebhook(client, acme.owner, { url: receiver.url })

    const shown = await client.get(`${WEBHOOKS}${id}/`).bearerToken(acme.owner.token)
    const list = await client.get(WEBHOOKS).bearerToken(acme.owner.token)
    for (const answer of [shown, list]) {
      answer.assertStatus(200)
      assert.notInclude(answer.text(), secret)
    }
    shown.assertBodyContains({
      ...{ url: receiver.url, types: ['customers.*'], changed_fields: null, filter: null },
      ...{ shape: 'full', skip_own: false, state: 'active', state_reason: null },
      sponsor: { id: acme.owner.userId },
    })
    const { rows } = await UnitOfWork.run(asSystem, (unit) =>
      unit.query<{ row: string }>('SELECT w::text AS row FROM webhooks w WHERE id = $1', [id])
    )
    assert.notInclude(rows[0]?.row, secret)
    assert.notInclude(rows[0]?.row, secret.slice('whsec_'.length))
  })

  test('it takes webhooks:manage, and the right to read events', async ({ client }) => {
    const make = (token: string) =>
      client
        .post(WEBHOOKS)
        .bearerToken(token)
        .json({ url: receiver.url, types: ['*'] })
    const manager = await hire(acme, { roles: ['manager'] })
    const blind = await hireWith(acme, ['webhooks:manage', 'customers:read'])

    const refused = await make(manager.token)
    const unread = await make(blind.token)

    refused.assertStatus(403)
    refused.assertBodyContains({ permission: 'webhooks:manage' })
    unread.assertStatus(403)
    unread.assertBodyContains({ permission: 'events:read' })
  })

  test('a webhook of another organization is not there', async ({ client }) => {
    const { id } = await makeWebhook(client, acme.owner, { url: receiver.url })
    const { owner } = await makeCompany()

    for (const [method, path] of [
      ['get', ''],
      ['delete', ''],
      ['get', 'deliveries/'],
      ['post', 'test/'],
      ['post', 'rotate/'],
      ['post', 'pause/'],
    ] as const) {
      const response = await client[method](`${WEBHOOKS}${id}/${path}`).bearerToken(owner.token)
      response.assertStatus(404)
    }
  })

  for (const [title, body, field] of [
    ['a type that there is not', { types: ['deals.mvoe'] }, 'types'],
    ['a type of what its sponsor may not read', { types: ['leads.*'] }, 'types'],
    ['a field that there is not', { changed_fields: ['colour'] }, 'changed_fields'],
    ['a filter of no resource', { filter: { rockets: {} } }, 'filter.rockets'],
    [
      'a filter by no field',
      { filter: { customers: { or: [{ colour: 'red' }] } } },
      'filter.customers',
    ],
    ['a filter that is none', { filter: { customers: ['active'] } }, 'filter'],
    ['an address that is none', { url: 'ftp://example.com' }, 'url'],
    ['an address with a password', { url: 'https://a:b@example.com' }, 'url'],
    ['an address in a private network', { url: 'http://[::ffff:10.0.0.1]/' }, 'url'],
    ['the address of metadata', { url: 'http://169.254.169.254/' }, 'url'],
  ] as const) {
    test(`${title} is refused`, async ({ client, assert }) => {
      const member = await hireWith(acme, MANAGER)

      const response = await client
        .post(WEBHOOKS)
        .bearerToken(member.token)
        .json({ url: receiver.url, types: ['customers.*'], ...body })

      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
    })
  }

  test('whoever changes what it sends answers for it from then on', async ({ client }) => {
    const { id } = await makeWebhook(client, acme.owner, { url: receiver.url })
    const member = await hireWith(acme, MANAGER)
    const patch = (body: object) =>
      client.patch(`${WEBHOOKS}${id}/`).bearerToken(member.token).json(body)

    const described = await patch({ description: 'Our warehouse' })
    const moved = await patch({ url: `${receiver.url}?there` })

    described.assertBodyContains({ sponsor: { id: acme.owner.userId } })
    moved.assertBodyContains({ sponsor: { id: member.userId } })
  })
})

test.group('Webhooks | rights of the sponsor', (group) => {
  const receiver = OtherSystem.during(group)
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('a field that the sponsor may not read is neither in changes nor in the record', async ({
    client,
    assert,
  }) => {
    const sponsor = await hireWith(acme, ['webhooks:manage', 'events:read', 'employees:read'])
    const types = ['employees.update']
    const webhook = await makeWebhook(client, sponsor, { url: receiver.url, types })
    const id = await makeEmployee(acme)
    await client
      .patch(`/api/employees/${id}/`)
      .bearerToken(acme.owner.token)
      .json({ salary: '90000.00', city: 'Rome' })

    await deliver(acme, webhook)

    const { data } = verified(receiver.last, webhook.secret)
    assert.deepEqual(Object.keys(data?.changes ?? {}), ['city'])
    assert.notProperty(data?.record, 'salary')
  })

  test('of a sponsor who reads their own records, those are sent, and that one has left', async ({
    client,
    assert,
  }) => {
    const sponsor = await hireWith(acme, ['webhooks:manage', 'events:read', 'customers:read/own'])
    const employee = await makeEmployee(acme, { userId: sponsor.userId })
    const webhook = await makeWebhook(client, sponsor, { url: receiver.url })
    await makeCustomer(acme, { name: 'Not theirs' })
    const id = await makeCustomer(acme, { name: 'Theirs', assigned_to_id: employee })
    await deliver(acme, webhook)
    await client
      .patch(`/api/customers/${id}/`)
      .bearerToken(acme.owner.token)
      .json({ assigned_to_id: null })
    await deliver(acme, webhook)

    const events = receiver.requests.map((request) => verified(request, webhook.secret))
    assert.deepEqual(
      events.map(({ type, subject }) => [type, subject]),
      [
        ['customers.create', `customers/${id}`],
        ['customers.assign', `customers/${id}`],
        ['customers.unreachable', `customers/${id}`],
      ]
    )
    assert.notInclude(receiver.requests.map(({ body }) => body).join(), 'Not theirs')
  })

  test('what they may read no more is not sent, though it waited already', async ({
    client,
    assert,
  }) => {
    const roles = { permissions: ['customers:read'] }
    const role = await makeRole(client, acme.owner, roles)
    const sponsor = await hireWith(acme, ['webhooks:manage', 'events:read'])
    const assignment = await assignRole(client, acme.owner, sponsor.userId, role)
    const webhook = await makeWebhook(client, sponsor, { url: receiver.url })
    await makeCustomer(acme)
    receiver.answers(500)
    await deliver(acme, webhook)
    await client.delete(`/api/user-roles/${assignment}/`).bearerToken(acme.owner.token)
    await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query(`UPDATE webhook_deliveries SET next_attempt_at = now() WHERE state = 'pending'`)
    )
    await deliver(acme, webhook)

    assert.lengthOf(receiver.requests, 1)
    const [delivery] = await deliveriesOf(client, acme.owner, webhook)
    assert.equal(delivery?.state, 'skipped')
  })

  test('without the right to manage webhooks, or without the sponsor, it pauses and says why', async ({
    client,
    assert,
  }) => {
    const leaving = await hireWith(acme, MANAGER)
    const role = await makeRole(client, acme.owner, { permissions: ['webhooks:manage'] })
    const demoted = await hireWith(acme, ['events:read', 'customers:read'])
    const assignment = await assignRole(client, acme.owner, demoted.userId, role)
    const first = await makeWebhook(client, leaving, { url: receiver.url })
    const second = await makeWebhook(client, demoted, { url: receiver.url })
    await client
      .delete(`/api/user-organizations/${leaving.membershipId}/`)
      .bearerToken(acme.owner.token)
    await client.delete(`/api/user-roles/${assignment}/`).bearerToken(acme.owner.token)
    await makeCustomer(acme)

    for (const webhook of [first, second]) await deliver(acme, webhook)

    assert.lengthOf(receiver.requests, 0)
    for (const [{ id }, reason] of [
      [first, 'sponsor_gone'],
      [second, 'sponsor_rights'],
    ] as const) {
      const shown = await client.get(`${WEBHOOKS}${id}/`).bearerToken(acme.owner.token)
      shown.assertBodyContains({ state: 'paused', state_reason: reason })
    }
  })

  test('made through an API key it sends no more than that may read, and nothing once it is revoked', async ({
    client,
    assert,
  }) => {
    const permissions = ['webhooks:manage', 'events:read', 'customers:read']
    const role = await makeRole(client, acme.owner, { name: 'Shop', permissions })
    const made = await client
      .post('/api/api-keys/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Shop', role_id: role })
    const { id: key, key: token } = made.body()
    const webhook = await makeWebhook(client, { token }, { url: receiver.url, types: ['*'] })
    await makeDeal(acme)
    await makeCustomer(acme)
    await deliver(acme, webhook)
    const events = receiver.requests.map((request) => verified(request, webhook.secret))
    await client.post(`/api/api-keys/${key}/revoke/`).bearerToken(acme.owner.token)
    await makeCustomer(acme)
    await deliver(acme, webhook)

    assert.isTrue(
      events.every(({ type }) => /^(customers|webhooks)\./.test(type)),
      'no deals'
    )
    assert.isNotEmpty(events)
    assert.lengthOf(receiver.requests, events.length)
    const shown = await client.get(`${WEBHOOKS}${webhook.id}/`).bearerToken(acme.owner.token)
    shown.assertBodyContains({ state: 'paused', state_reason: 'sponsor_gone' })
  })
})

test.group('Webhooks | what is sent', (group) => {
  const receiver = OtherSystem.during(group)
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  test('types, changed fields and a filter narrow it; what is deleted is sent whatever the filter says', async ({
    client,
    assert,
  }) => {
    const patch = (id: string, body: object) =>
      client.patch(`/api/customers/${id}/`).bearerToken(acme.owner.token).json(body)
    const active = await makeCustomer(acme, { name: 'Active', status: 'active' })
    const inactive = await makeCustomer(acme, { name: 'Inactive', status: 'inactive' })
    const webhook = await makeWebhook(client, acme.owner, {
      url: receiver.url,
      types: ['customers.update', 'customers.delete'],
      changed_fields: ['city'],
      filter: { customers: { or: [{ status: 'active' }, { 'assigned_to.department': 'IT' }] } },
    })
    for (const id of [active, inactive]) {
      await patch(id, { city: 'Rome' })
      await patch(id, { state: 'Lazio' })
    }
    await client.post('/api/deals/').bearerToken(acme.owner.token).json({ title: 'A deal' })
    await client.delete(`/api/customers/${inactive}/`).bearerToken(acme.owner.token)

    await deliver(acme, webhook)

    const events = receiver.requests.map((request) => verified(request, webhook.secret))
    assert.sameDeepMembers(
      events.map(({ type, subject }) => [type, subject]),
      [
        ['customers.update', `customers/${active}`],
        ['customers.delete', `customers/${inactive}`],
      ]
    )
  })

  test('what the sponsor does themselves is left out where they do not want it', async ({
    client,
    assert,
  }) => {
    const other = await hire(acme, { as: 'admin' })
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url, skip_own: true })
    for (const [{ token }, name] of [
      [acme.owner, 'Mine'],
      [other, 'Theirs'],
    ] as const) {
      const made = await client.post('/api/customers/').bearerToken(token).json({ name })
      made.assertStatus(201)
    }

    await deliver(acme, webhook)

    assert.lengthOf(receiver.requests, 1)
    assert.include(receiver.last.body, 'Theirs')
  })

  test('a test is signed and logged as any event', async ({ client, assert }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url })

    const response = await client
      .post(`${WEBHOOKS}${webhook.id}/test/`)
      .bearerToken(acme.owner.token)
    await deliver(acme, webhook)

    response.assertStatus(202)
    assert.equal(verified(receiver.last, webhook.secret).type, 'webhooks.test')
    const [delivery] = await deliveriesOf(client, acme.owner, webhook)
    assert.containsSubset(delivery, { id: response.body().delivery_id, state: 'delivered' })
  })

  test('deliveries are filtered by state, type and subject, and walked by a cursor', async ({
    client,
    assert,
  }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url })
    const id = await makeCustomer(acme)
    await makeCustomer(acme)
    receiver.answers(400)
    await deliver(acme, webhook)
    const count = async (query: Readonly<Record<string, string>>) =>
      (await deliveriesOf(client, acme.owner, webhook, query)).length

    assert.equal(await count({}), 2)
    assert.equal(await count({ state: 'failed' }), 1)
    assert.equal(await count({ subject: `customers/${id}` }), 1)
    assert.equal(await count({ event_type: 'customers.update' }), 0)
    const page = await client
      .get(`${WEBHOOKS}${webhook.id}/deliveries/?cursor=&page_size=1`)
      .bearerToken(acme.owner.token)
    assert.include(page.body().next, 'cursor=')
  })

  test('a delivery is replayed behind the others, with its webhook-id', async ({
    client,
    assert,
  }) => {
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url })
    await makeCustomer(acme)
    receiver.answers(400)
    await deliver(acme, webhook)
    const [failed] = await deliveriesOf(client, acme.owner, webhook)

    const replayed = await client
      .post(`${WEBHOOKS}${webhook.id}/deliveries/${failed?.id}/replay/`)
      .bearerToken(acme.owner.token)
    await deliver(acme, webhook)

    replayed.assertStatus(202)
    const deliveries = await deliveriesOf(client, acme.owner, webhook)
    assert.deepEqual(
      deliveries.map(({ state, event_id: event }) => [state, event === failed?.event_id]),
      [
        ['failed', true],
        ['delivered', true],
      ]
    )
    const ids = receiver.requests.map(({ headers }) => headers['webhook-id'])
    assert.equal(new Set(ids).size, 1)
    const unknown = await client
      .post(`${WEBHOOKS}${webhook.id}/deliveries/${webhook.id}/replay/`)
      .bearerToken(acme.owner.token)
    unknown.assertStatus(404)
  })

  test('what happened between two moments is replayed by a job', async ({ client, assert }) => {
    const id = await makeCustomer(acme, { name: 'Before it was made' })
    const webhook = await makeWebhook(client, acme.owner, { url: receiver.url })
    const replay = (body: object) =>
      client.post(`${WEBHOOKS}${webhook.id}/replay/`).bearerToken(acme.owner.token).json(body)
    const hour = 3_600_000
    const at = (ms: number) => new Date(Date.now() + ms).toISOString()

    const past = await replay({ after: at(-2 * hour), before: at(-hour) })
    const asked = await replay({ after: at(-hour), before: at(hour), types: ['customers.create'] })
    await runJobs()
    await deliver(acme, webhook)

    for (const response of [past, asked]) response.assertStatus(202)
    assert.lengthOf(receiver.requests, 1)
    assert.equal(verified(receiver.last, webhook.secret).subject, `customers/${id}`)
    const turned = await replay({ after: at(0), before: at(-hour) })
    turned.assertStatus(422)
  })
})
