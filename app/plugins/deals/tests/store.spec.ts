import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { makeCustomer } from '#tests/support/customers'
import { defaultPipeline, makePipeline, stageNamed } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('Deals | store', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('asks anonymous callers to log in', async ({ client }) => {
    const response = await client.post('/api/deals/').json({ title: 'Licences' })
    response.assertStatus(401)
  })

  test('refuses a viewer, and makes nothing', async ({ client, assert }) => {
    const viewer = await hire(acme, { roles: ['viewer'] })
    const response = await client
      .post('/api/deals/')
      .bearerToken(viewer.token)
      .json({ title: 'Licences' })
    response.assertStatus(403)
    response.assertBodyContains({ permission: 'deals:create' })
    const list = await client.get('/api/deals/').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 0)
  })

  test('makes a deal and answers all of it', async ({ client, assert }) => {
    const pipeline = await defaultPipeline(client, acme.owner)
    const proposal = stageNamed(pipeline, 'Proposal')
    const customer = await makeCustomer(acme, { name: 'Ann Lee', email: 'ann@example.com' })
    const employee = await makeEmployee(acme, { firstName: 'Eve', lastName: 'Moss' })
    const response = await client
      .post('/api/deals/')
      .bearerToken(acme.owner.token)
      .json({
        title: 'Licences',
        customer_id: customer,
        pipeline_id: pipeline.id,
        stage_id: proposal.id,
        assigned_to_id: employee,
        value: 125000,
        currency: 'eur',
        expected_close_date: '2030-02-28',
        priority: 'high',
        source: 'referral',
        tags: ['gold'],
        notes: 'Likes tea',
      })

    response.assertStatus(201)
    const body = response.body()
    assert.equal(response.header('location'), `/api/deals/${body.id}/`)
    assert.match(String(response.header('etag')), /^"1-[\w-]+"$/)
    response.assertBodyContains({
      organization: acme.id,
      code: 'DEAL001',
      title: 'Licences',
      customer: { id: customer, name: 'Ann Lee', email: 'ann@example.com' },
      pipeline: { id: pipeline.id, name: 'Sales Pipeline' },
      stage: { id: proposal.id, name: 'Proposal', type: 'open' },
      value: '125000.00',
      currency: 'EUR',
      probability: '50.00',
      expected_revenue: '62500.00',
      expected_close_date: '2030-02-28',
      actual_close_date: null,
      status: 'open',
      is_won: false,
      is_lost: false,
      lost_reason: null,
      priority: 'high',
      is_rotten: false,
      version: 1,
    })
    assert.equal(body.assigned_to.full_name, 'Eve Moss')
    assert.deepEqual(
      body.pipeline.stages.map(({ name }: { name: string }) => name),
      ['Prospecting', 'Qualification', 'Proposal', 'Negotiation', 'Closed Won', 'Closed Lost']
    )
    const shown = await client.get(`/api/deals/${body.id}/`).bearerToken(acme.owner.token)
    assert.deepEqual(shown.body(), body)
  })

  test('begins in the first open stage of the default pipeline, or of the named one', async ({
    client,
  }) => {
    const enterprise = await makePipeline(client, acme.owner, { name: 'Enterprise' })
    const plain = await client
      .post('/api/deals/')
      .bearerToken(acme.owner.token)
      .json({ title: 'Plain' })
    plain.assertBodyContains({
      pipeline: { name: 'Sales Pipeline' },
      stage: { name: 'Prospecting' },
      probability: '10.00',
      value: null,
      expected_revenue: '0.00',
      customer: null,
      assigned_to: null,
    })
    const named = await client
      .post('/api/deals/')
      .bearerToken(acme.owner.token)
      .json({ title: 'Named', pipeline_id: enterprise.id, probability: '33.33', value: '10' })
    named.assertBodyContains({
      pipeline: { name: 'Enterprise' },
      stage: { name: 'Open' },
      probability: '33.33',
      expected_revenue: '3.33',
    })
  })

  test('may begin closed: with what closing means, for those who may close', async ({ client }) => {
    const pipeline = await defaultPipeline(client, acme.owner)
    const [won, lost] = [stageNamed(pipeline, 'Closed Won'), stageNamed(pipeline, 'Closed Lost')]
    const sold = await client
      .post('/api/deals/')
      .bearerToken(acme.owner.token)
      .json({ title: 'Sold', stage_id: won.id, value: '100', actual_close_date: '2024-05-06' })
    sold.assertBodyContains({
      status: 'won',
      is_won: true,
      probability: '100.00',
      expected_revenue: '100.00',
      actual_close_date: '2024-05-06',
    })
    const unexplained = await client
      .post('/api/deals/')
      .bearerToken(acme.owner.token)
      .json({ title: 'Gone', stage_id: lost.id })
    unexplained.assertStatus(422)
    unexplained.assertBodyContains({ errors: [{ field: 'lost_reason' }] })

    const clerk = await hireWith(acme, ['deals:create', 'deals:read'])
    const refused = await client
      .post('/api/deals/')
      .bearerToken(clerk.token)
      .json({ title: 'Sold', stage_id: won.id })
    refused.assertStatus(403)
    refused.assertBodyContains({ permission: 'deals:close' })
  })

  test('refuses what is wrong with the field that is wrong', async ({ client, assert }) => {
    const globex = await makeCompany('Globex')
    const theirs = await defaultPipeline(client, globex.owner)
    const ours = await defaultPipeline(client, acme.owner)
    const other = await makePipeline(client, acme.owner)
    const stage = stageNamed(ours, 'Proposal')
    const gone = await makeCustomer(acme)
    await client.delete(`/api/customers/${gone}/`).bearerToken(acme.owner.token)
    const wrong: [Record<string, unknown>, string][] = [
      [{ title: '' }, 'title'],
      [{ value: '-1' }, 'value'],
      [{ value: 'much' }, 'value'],
      [{ value: '1.234' }, 'value'],
      [{ probability: 150 }, 'probability'],
      [{ probability: null }, 'probability'],
      [{ currency: 'Euro' }, 'currency'],
      [{ priority: 'huge' }, 'priority'],
      [{ expected_close_date: '2030-02-30' }, 'expected_close_date'],
      [{ customer_id: randomUUID() }, 'customer_id'],
      [{ customer_id: gone }, 'customer_id'],
      [{ customer_id: await makeCustomer(globex) }, 'customer_id'],
      [{ assigned_to_id: await makeEmployee(globex) }, 'assigned_to_id'],
      [{ pipeline_id: theirs.id }, 'pipeline_id'],
      [{ stage_id: stageNamed(theirs, 'Proposal').id }, 'stage_id'],
      [{ stage_id: stage.id, pipeline_id: other.id }, 'stage_id'],
      [{ stage_id: 7 }, 'stage_id'],
      [{ status: 'won' }, 'status'],
      [{ is_won: true }, 'is_won'],
      [{ expected_revenue: '1' }, 'expected_revenue'],
      [{ code: 'DEAL999' }, 'code'],
      [{ lost_reason: 'Price' }, 'lost_reason'],
      [{ actual_close_date: '2024-01-01' }, 'actual_close_date'],
    ]
    for (const [input, field] of wrong) {
      const response = await client
        .post('/api/deals/')
        .bearerToken(acme.owner.token)
        .json({ title: 'Licences', ...input })
      assert.equal(response.status(), 422, JSON.stringify(input) + response.text())
      assert.include(
        response.body().errors.map((error: { field: string }) => error.field),
        field
      )
    }
    const list = await client.get('/api/deals/').bearerToken(acme.owner.token)
    assert.equal(list.body().count, 0)
  })
})
