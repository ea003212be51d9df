import { test } from '@japa/runner'
import { assignRole, makeRole } from '#tests/support/access'
import { makeCustomer } from '#tests/support/customers'
import { type ShownEvent, latest, readAll, typesIn } from '#tests/support/event_log'
import { makeEmployee } from '#tests/support/employees'
import { someOfEverything } from '#tests/support/everything'
import { type Company, type Member, hire, hireWith, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'

test.group('Events | reach', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  /** A member who reads their own customers alone, with the employee that they are. */
  async function salesperson(): Promise<{ member: Member; employee: string }> {
    const member = await hireWith(acme, ['events:read', 'customers:read/own'])
    return { member, employee: await makeEmployee(acme, { userId: member.userId }) }
  }

  test('a resource that the reader may not read has no events for them', async ({
    client,
    assert,
  }) => {
    const reader = await hireWith(acme, ['events:read', 'vendors:read'])
    await makeCustomer(acme)
    await client.post('/api/vendors/').bearerToken(acme.owner.token).json({ name: 'Acme Paper' })

    const events = await readAll(client, reader)

    assert.deepEqual(typesIn(events), ['organizations.create', 'vendors.create'])
  })

  test('a field that is hidden from the reader is neither in changes nor in the record', async ({
    client,
    assert,
  }) => {
    const reader = await hireWith(acme, ['events:read', 'employees:read'])
    const id = await makeEmployee(acme)
    await client
      .patch(`/api/employees/${id}/`)
      .bearerToken(acme.owner.token)
      .json({ salary: '90000.00', city: 'Rome' })

    const asked = { types: 'employees.update', include: 'record' }
    const [event] = await readAll(client, reader, asked)
    const [whole] = await readAll(client, acme.owner, asked)

    assert.deepEqual(Object.keys(event?.data?.changes ?? {}), ['city'])
    assert.notProperty(event?.data?.record, 'salary')
    assert.sameMembers(Object.keys(whole?.data?.changes ?? {}), ['city', 'salary'])
    assert.property(whole?.data?.record, 'salary')
  })

  test('a narrowed grant to read narrows events to what is within it now', async ({
    client,
    assert,
  }) => {
    const { member, employee } = await salesperson()
    await makeCustomer(acme)
    const own = await makeCustomer(acme, { assigned_to_id: employee })
    await client
      .patch(`/api/customers/${own}/`)
      .bearerToken(acme.owner.token)
      .json({ city: 'Rome' })
    await client.delete(`/api/customers/${own}/`).bearerToken(acme.owner.token)

    const events = await readAll(client, member, { types: 'customers.*' })

    assert.deepEqual(
      events.map(({ type, subject }) => [type, subject]),
      ['create', 'assign', 'update', 'delete'].map((name) => [
        `customers.${name}`,
        `customers/${own}`,
      ])
    )
  })

  test('so does a narrowed grant to read events', async ({ client, assert }) => {
    const member = await hireWith(acme, ['events:read/own', 'customers:read', 'pipelines:read'])
    const employee = await makeEmployee(acme, { userId: member.userId })
    await makeCustomer(acme)
    const own = await makeCustomer(acme, { assigned_to_id: employee })

    const events = await readAll(client, member, { types: 'customers.*,pipelines.*' })

    assert.deepEqual(new Set(events.map(({ subject }) => subject)), new Set([`customers/${own}`]))
  })

  test('a record that has left the reach is said to be unreachable, and nothing else', async ({
    client,
    assert,
  }) => {
    const { member, employee } = await salesperson()
    const id = await makeCustomer(acme, { name: 'Initech', assigned_to_id: employee })
    const cursor = await latest(client, member)
    const assign = (to: string | null) =>
      client
        .patch(`/api/customers/${id}/`)
        .bearerToken(acme.owner.token)
        .json({ assigned_to_id: to, city: 'Rome' })
    await assign(await makeEmployee(acme))
    await client.patch(`/api/customers/${id}/`).bearerToken(acme.owner.token).json({ city: 'Oslo' })

    const left = await readAll(client, member, { after: cursor })
    const asked = await readAll(client, member, { after: cursor, types: 'customers.unreachable' })
    await assign(employee)
    const returned = await readAll(client, member, { after: cursor })

    const [event] = left
    assert.deepEqual(typesIn(left), ['customers.unreachable'])
    assert.equal(event?.subject, `customers/${id}`)
    assert.notProperty(event, 'data')
    assert.deepEqual(asked, left)
    assert.deepEqual(typesIn(returned), [
      'customers.assign',
      'customers.update',
      'customers.assign',
    ])
  })

  test('a page is what the reader reads of each record by itself, for every resource and role', async ({
    client,
    assert,
  }) => {
    await turnOnAll(acme)
    await someOfEverything(client, acme)
    const all = await readAll(client, acme.owner, { limit: 1000 })
    const readingEvents = await makeRole(client, acme.owner, { permissions: ['events:read'] })
    const readers = [
      await hire(acme, { roles: ['manager'] }),
      await hire(acme, { roles: ['sales'] }),
      await hire(acme, { roles: ['support'] }),
      await hireWith(acme, ['customers:read', 'leads:read/own']),
    ]
    for (const reader of readers) {
      await assignRole(client, acme.owner, reader.userId, readingEvents)
      const shown = new Set((await readAll(client, reader, { limit: 1000 })).map(({ id }) => id))
      for (const [subject, events] of someOfEach(all)) {
        const single = await client.get(`/api/${subject}/`).bearerToken(reader.token)
        const wasDeleted = events.some(({ type }) => type.endsWith('.delete'))
        if (single.status() === 404 && wasDeleted) continue
        for (const { id } of events) {
          assert.equal(shown.has(id), single.status() === 200, `${subject} of ${reader.email}`)
        }
      }
    }
    assert.isAbove(Map.groupBy(all, ({ type }) => type.split('.')[0]).size, 14)
  }).timeout(120_000)
})

/** Events by their subjects, of each resource those of two. */
function someOfEach(events: readonly ShownEvent[]) {
  const ofSubjects = [...Map.groupBy(events, ({ subject }) => subject)]
  const ofResources = Map.groupBy(ofSubjects, ([subject]) => subject.split('/')[0])
  return [...ofResources.values()].flatMap((each) => each.slice(-2))
}
