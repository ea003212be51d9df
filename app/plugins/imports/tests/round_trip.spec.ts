import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { parse } from 'csv-parse/sync'
import { isImportable } from '#plugins/imports/models/import/importable'
import { resources } from '#core/resources/registry'
import { defaultPipeline, makePipeline } from '#tests/support/deals'
import { importFile } from '#tests/support/imports'
import { forgetJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'

type Body = Record<string, unknown>

/** What the system makes itself of a record; docs/api/imports.md names them. */
const GENERATED = ['id', 'code', 'version', 'updated_at']
const GENERATED_OF: Readonly<Record<string, readonly string[]>> = {
  'leads': ['qualification_status', 'qualification_status_display', 'is_converted', 'converted_at'],
  'employees': ['termination_date'],
  'loyalty-entries': ['expires_at', 'expired_at'],
}

/** The order in which they refer to each other. */
const ORDER = ['employees', 'customers', 'people', 'leads', 'vendors', 'deals']

/** What no file has been taken back of yet. */
const UNTRIED = [
  'exchange-rates',
  'email-templates',
  'email-suppressions',
  'tasks',
  'notes',
  'meetings',
  'calls',
  'messages',
  'products',
  'price-books',
  'price-book-entries',
  'deal-lines',
]

const NASTY = { notes: '=1+1\n"quoted", and; more\n', tags: ['a b', 'c'], city: 'Łódź' }

test.group('Imports | what was exported', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
    await turnOnAll(acme)
  })

  const post = async (client: ApiClient, path: string, body: Body): Promise<Body> => {
    const response = await client.post(`/api/${path}/`).bearerToken(acme.owner.token).json(body)
    if (response.status() > 201) throw new Error(`${path}: ${response.text()}`)
    return response.body()
  }
  const exported = async (client: ApiClient, { owner }: Company, resource: string) => {
    const response = await client
      .get(`/api/${resource}/export/?ordering=created_at`)
      .bearerToken(owner.token)
    response.assertStatus(200)
    return response.text()
  }
  const without = (text: string, resource: string) => {
    const rows: Record<string, string>[] = parse(text, { columns: true })
    const generated = [...GENERATED, ...(GENERATED_OF[resource] ?? [])]
    return rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !generated.includes(name)))
    )
  }

  /** Some of everything, with all that its fields can hold. */
  const fill = async (client: ApiClient) => {
    const boss = await post(client, 'employees', {
      first_name: 'Ann',
      last_name: 'Boss',
      email: 'ann@example.com',
      salary: '70000.50',
      commission_rate: '1.25',
      hire_date: '2001-02-03',
      phone: '+49 30 123456',
    })
    await post(client, 'employees', {
      full_name: 'Bob Bee',
      manager_id: boss.id,
      employment_type: 'part_time',
      status: 'on_leave',
      department: '-5 and below',
    })
    const customer = await post(client, 'customers', {
      name: '@acme, "Ltd."',
      customer_type: 'business',
      status: 'vip',
      rating: '4.50',
      credit_limit: '1000.10',
      assigned_to_id: boss.id,
      website: 'https://example.com/?a=1&b=2',
      domains: ['example.com', 'example.org'],
      annual_revenue: '5000.50',
      employee_count: 12,
      founded_on: '1999-12-31',
      ...NASTY,
    })
    await post(client, 'people', {
      first_name: 'Ada',
      last_name: 'Byron King',
      email: 'Ada@example.com',
      phone: '+49 30 654321',
      job_title: '=CEO',
      birthday: '1815-12-10',
      time_zone: 'Europe/London',
      status: 'inactive',
      primary_customer_id: customer.id,
      assigned_to_id: boss.id,
      notes: NASTY.notes,
      tags: NASTY.tags,
    })
    await post(client, 'customers', { first_name: 'Zoë', last_name: "O'Hara" })
    await post(client, 'leads', {
      name: 'Lee',
      source: 'event',
      estimated_value: '12.30',
      assigned_to_id: boss.id,
      ...NASTY,
    })
    await post(client, 'leads', { name: 'Mia', lead_score: 77, status: 'inactive' })
    await post(client, 'vendors', {
      name: 'Vic',
      vendor_type: 'consultant',
      assigned_employee_id: boss.id,
      status: 'blacklisted',
      notes: NASTY.notes,
      city: NASTY.city,
    })
    const first = await defaultPipeline(client, acme.owner)
    const second = await secondPipeline(client, acme)
    const stages = [...first.stages, ...second.stages]
    for (const [at, { id, type }] of stages.entries()) {
      await post(client, 'deals', {
        title: `Deal ${at}`,
        stage_id: id,
        value: `${at}.50`,
        currency: at % 2 ? 'EUR' : 'USD',
        priority: 'urgent',
        expected_close_date: '2027-01-31',
        ...(type === 'open'
          ? { probability: '33.00', customer_id: customer.id, assigned_to_id: boss.id }
          : { actual_close_date: '2020-02-29' }),
        ...(type === 'lost' && { lost_reason: 'Too dear' }),
        tags: NASTY.tags,
        notes: NASTY.notes,
      })
    }
    return String(customer.id)
  }

  test('is imported by the names of its columns into another organization, and equal but for what is generated', async ({
    client,
    assert,
  }) => {
    await fill(client)
    const globex = await makeCompany('Globex')
    await turnOnAll(globex)
    await secondPipeline(client, globex)
    for (const resource of ORDER) {
      const file = await exported(client, acme, resource)
      const done = await importFile(client, globex.owner, file, { resource, mapping: undefined })
      assert.deepEqual([resource, done.failed, done.errors], [resource, 0, []])
      const again = await exported(client, globex, resource)
      assert.deepEqual(without(again, resource), without(file, resource), resource)
    }
  }).timeout(60_000)

  test('is unchanged when it comes back by its code, converted leads too', async ({
    client,
    assert,
  }) => {
    const customer = await fill(client)
    const lead = await post(client, 'leads', { name: 'Con', source: 'event', ...NASTY })
    await post(client, `leads/${String(lead.id)}/convert`, { customer_id: customer })
    for (const resource of ORDER) {
      const file = await exported(client, acme, resource)
      const done = await importFile(client, acme.owner, file, {
        resource,
        mapping: undefined,
        match_by: 'code',
      })
      assert.containsSubset(done, { created: 0, updated: 0, failed: 0, errors: [] }, resource)
      assert.equal(done.unchanged, done.total)
      assert.equal(await exported(client, acme, resource), file)
    }
  }).timeout(60_000)

  test('and was deleted since comes back equal, of what refers to it by id', async ({
    client,
    assert,
  }) => {
    const customer = await fill(client)
    const resource = 'loyalty-entries'
    await post(client, resource, { customer_id: customer, points: 5, reason: '=1' })
    const file = await exported(client, acme, resource)
    const list = await client.get(`/api/${resource}/`).bearerToken(acme.owner.token)
    for (const { id } of list.body().results) {
      await client.delete(`/api/${resource}/${id}/`).bearerToken(acme.owner.token)
    }
    await importFile(client, acme.owner, file, { resource, mapping: undefined })
    assert.deepEqual(
      without(await exported(client, acme, resource), resource),
      without(file, resource)
    )
  })

  test('is of a resource that one of these tests tries', ({ assert }) => {
    const both = [...resources.values()].filter(
      (resource) => isImportable(resource) && resource.permissions.includes('export')
    )
    assert.sameMembers(
      both.map(({ name }) => name).filter((name) => !name.startsWith('fixture')),
      [...ORDER, 'loyalty-entries', ...UNTRIED]
    )
  })
})

/** One more whose stages are called like those of the first one. */
async function secondPipeline(client: ApiClient, { owner }: Company) {
  const { stages } = await defaultPipeline(client, owner)
  return makePipeline(client, owner, {
    name: 'Second',
    stages: stages.map(({ name, type, order, probability }) => ({
      name,
      type,
      order,
      probability,
    })),
  })
}
