import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeEmployee } from '#tests/support/employees'
import { makeLead, makeLeads } from '#tests/support/leads'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('Leads', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('makes a lead and answers all of it', async ({ client, assert }) => {
    const employee = await makeEmployee(acme)
    const response = await api(client, acme.owner).post('/api/leads/', {
      name: 'Alice Johnson',
      company: 'Johnson Industries',
      job_title: 'VP of Operations',
      email: 'alice@example.com',
      phone: '+1 201 555 0123',
      source: 'referral',
      assigned_to_id: employee,
      estimated_value: 50000,
      tags: ['hot'],
      campaign: 'Spring',
      referrer: 'Bob',
      country: 'US',
    })
    response.assertStatus(201)
    assert.containsSubset(response.body(), {
      code: 'LEAD001',
      phone_normalized: '+12015550123',
      status: 'active',
      qualification_status: 'new',
      source_display: 'Referral',
      assigned_to: { id: employee },
      lead_score: 85,
      score_automatic: 85,
      score_manual: null,
      estimated_value: '50000.00',
      is_converted: false,
      converted_at: null,
      converted_by: null,
      converted_by_name: null,
      version: 1,
    })
  })

  test('lists with every key and filters, is_converted among them', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    const [one = ''] = await makeLeads(acme, 3, (n) => ({ source: n === 1 ? 'event' : 'partner' }))
    await post(`/api/leads/${one}/convert/`)
    const list = await get('/api/leads/?ordering=name')
    assert.deepEqual(Object.keys(list.body().results[0]), [
      'id',
      'code',
      'name',
      'company',
      'job_title',
      'email',
      'phone',
      'status',
      'is_active',
      'source',
      'qualification_status',
      'assigned_to_id',
      'assigned_to_name',
      'lead_score',
      'estimated_value',
      'is_converted',
      'converted_by_id',
      'converted_customer_id',
      'converted_deal_id',
      'converted_person_id',
      'created_at',
      'custom',
    ])
    for (const [query, count] of [
      ['is_converted=true', 1],
      ['is_converted=false', 2],
      ['source=event', 1],
      ['qualification_status=new', 2],
      ['lead_score[gte]=20', 2],
      ['search=LEAD 2', 1],
    ] as const) {
      assert.equal((await get(`/api/leads/?${query}`)).body().count, count, query)
    }
    ;(await get('/api/leads/?is_converted=1')).assertStatus(400)
    ;(await get('/api/leads/?source=moon')).assertStatus(400)
  })

  test('refuses values out of range, and says all that is wrong', async ({ client, assert }) => {
    const wrong = {
      lead_score: 250,
      estimated_value: '-5',
      source: 'moon',
      qualification_status: 'great',
      phone: 'call me',
      converted_at: '2026-01-01',
      is_converted: true,
    }
    const response = await api(client, acme.owner).post('/api/leads/', { name: 'A', ...wrong })
    response.assertStatus(422)
    assert.sameMembers(
      response.body().errors.map(({ field }: { field: string }) => field),
      Object.keys(wrong)
    )
    for (const score of [-7, 101, 1.5, '70']) {
      const refused = await api(client, acme.owner).post('/api/leads/', {
        name: 'A',
        lead_score: score,
      })
      refused.assertStatus(422)
    }
  })

  test('qualifies and disqualifies, adding to the notes', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    const id = await makeLead(acme, { notes: 'Met at the fair' })
    const qualified = await post(`/api/leads/${id}/qualify/`, { notes: 'Has a budget' })
    qualified.assertStatus(200)
    assert.containsSubset(qualified.body(), {
      message: 'Lead qualified successfully.',
      lead: { qualification_status: 'qualified', notes: 'Met at the fair\nHas a budget' },
    })
    const again = await post(`/api/leads/${id}/qualify/`)
    assert.equal(again.body().lead.version, qualified.body().lead.version)
    const disqualified = await post(`/api/leads/${id}/disqualify/`)
    assert.containsSubset(disqualified.body(), {
      message: 'Lead disqualified.',
      lead: { qualification_status: 'unqualified' },
    })
  })

  test('assigning moves a new lead to contacted, and no other', async ({ client, assert }) => {
    const { patch, post } = api(client, acme.owner)
    const [eve, al] = [await makeEmployee(acme), await makeEmployee(acme)]
    const id = await makeLead(acme)
    const assigned = await post(`/api/leads/${id}/assign/`, { assigned_to_id: eve })
    assert.containsSubset(assigned.body().lead, {
      qualification_status: 'contacted',
      assigned_to: { id: eve },
    })
    await patch(`/api/leads/${id}/`, { qualification_status: 'qualified' })
    const moved = await post(`/api/leads/${id}/assign/`, { assigned_to_id: al })
    assert.equal(moved.body().lead.qualification_status, 'qualified')

    const foreign = await makeEmployee(await makeCompany('Globex'))
    for (const nobody of [foreign, undefined, 'eve']) {
      const refused = await post(`/api/leads/${id}/assign/`, { assigned_to_id: nobody })
      refused.assertStatus(422)
    }
  })

  test('asks for the permission of each verb', async ({ client }) => {
    const id = await makeLead(acme)
    const clerk = await hireWith(acme, ['leads:read', 'leads:update'])
    for (const [verb, permission] of [
      ['qualify', 'leads:qualify'],
      ['disqualify', 'leads:qualify'],
      ['assign', 'leads:assign'],
      ['convert', 'leads:convert'],
      ['unconvert', 'leads:convert'],
    ] as const) {
      const refused = await api(client, clerk).post(`/api/leads/${id}/${verb}/`)
      refused.assertStatus(403)
      refused.assertBodyContains({ permission })
      ;(await client.post(`/api/leads/${id}/${verb}/`)).assertStatus(401)
    }
  })

  test('does nothing to a foreign or deleted lead', async ({ client, assert }) => {
    const globex = await makeCompany('Globex')
    const foreign = await makeLead(globex)
    const deleted = await makeLead(acme)
    await api(client, acme.owner).delete(`/api/leads/${deleted}/`)
    for (const id of [foreign, deleted]) {
      for (const verb of ['qualify', 'disqualify', 'assign', 'convert', 'unconvert']) {
        ;(await api(client, acme.owner).post(`/api/leads/${id}/${verb}/`)).assertStatus(404)
      }
      ;(await api(client, acme.owner).get(`/api/leads/${id}/score/`)).assertStatus(404)
      ;(await api(client, acme.owner).put(`/api/leads/${id}/score/`, { score: 1 })).assertStatus(
        404
      )
    }
    const shown = await api(client, globex.owner).get(`/api/leads/${foreign}/`)
    assert.equal(shown.body().version, 1)
  })

  test('shows the hot ones, the best first', async ({ client, assert }) => {
    const { get, post } = api(client, acme.owner)
    await makeLeads(acme, 12, (n) => ({ lead_score: 69 + n, estimated_value: n }))
    await makeLead(acme, { name: 'Rich', lead_score: 81, estimated_value: 9 })
    const converted = await makeLead(acme, { lead_score: 99 })
    await post(`/api/leads/${converted}/convert/`)

    const hot = await get('/api/leads/hot/')
    assert.equal(hot.body().count, 13)
    assert.lengthOf(hot.body().results, 10)
    assert.deepEqual(
      hot
        .body()
        .results.slice(0, 3)
        .map(({ name }: { name: string }) => name),
      ['Lead 12', 'Rich', 'Lead 11']
    )
  })

  test('counts in one scan, and only what the filters and the caller’s reach let through', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const empty = await get('/api/leads/stats/')
    assert.containsSubset(empty.body(), {
      total: 0,
      average_score: '0.00',
      conversion_rate: '0.00',
    })

    await makeLeads(acme, 3, (n) => ({
      source: n === 1 ? 'event' : 'partner',
      lead_score: n * 10,
      estimated_value: n * 1000,
    }))
    const one = await makeLead(acme, { source: 'other', lead_score: 40 })
    await post(`/api/leads/${one}/convert/`)
    await makeLead(await makeCompany('Globex'))

    assert.deepEqual((await get('/api/leads/stats/')).body(), {
      total: 4,
      active: 4,
      converted: 1,
      unconverted: 3,
      conversion_rate: '25.00',
      average_score: '25.00',
      total_estimated_value: '6000.00',
      new_this_month: 4,
      by_status: { active: 4, inactive: 0 },
      by_qualification: {
        new: 3,
        contacted: 0,
        qualified: 0,
        unqualified: 0,
        converted: 1,
        lost: 0,
      },
      by_source: {
        website: 0,
        referral: 0,
        social_media: 0,
        email_campaign: 0,
        cold_call: 0,
        event: 1,
        partner: 2,
        other: 1,
      },
    })
    assert.equal((await get('/api/leads/stats/?source=partner')).body().total, 2)
    assert.equal((await get('/api/leads/stats/?search=lead 2')).body().total, 1)
    ;(await get('/api/leads/stats/?moon=1')).assertStatus(400)
    const seller = await hireWith(acme, ['leads:read/own'])
    assert.equal((await api(client, seller).get('/api/leads/stats/')).body().total, 0)
    const viewer = await hire(acme, { roles: ['viewer'] })
    assert.equal((await api(client, viewer).get('/api/leads/stats/')).body().total, 4)
  })
})
