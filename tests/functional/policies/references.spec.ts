import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { definePlugin } from '#core/plugins/api'
import { PipelineFactory } from '#plugins/deals/factories/pipeline_factory'
import { EmployeeFactory } from '#plugins/employees/factories/employee_factory'
import { assignRole, makeRole, systemRole } from '#tests/support/access'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { act, defaultPipeline, inDatabase, makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { csv, importFile } from '#tests/support/imports'
import { forgetJobs } from '#tests/support/jobs'
import { makeLead } from '#tests/support/leads'
import { type Company, type Persona, hire, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { inCompany } from '#tests/support/records'
import { statementsOf } from '#tests/support/statements'
import { enter } from '#tests/support/visitor'

/** Keeps customers from every user who is not the owner. */
const curtain = definePlugin({
  id: 'curtain',
  version: '1.0.0',
  scopes: {
    customers: (_bind, { caller }) => (caller.role === 'owner' ? 'true' : `r.city <> 'Secret'`),
  },
})

interface Ground {
  readonly client: ApiClient
  readonly acme: Company
  readonly by: Persona
}

/** A way to refer to something. */
interface Way {
  readonly name: string
  /** All that it takes besides reading what is referred to. */
  readonly grants: readonly string[]
  /** Something to refer to. */
  readonly target: (ground: Omit<Ground, 'by'>) => Promise<string>
  /** @returns what is answered, without what differs from request to request */
  readonly refer: (ground: Ground, id: string) => Promise<unknown>
}

type Body = Record<string, unknown>

async function send(
  { client, by }: Ground,
  method: 'post' | 'patch' | 'put' | 'delete',
  path: string,
  body: Body = {}
) {
  const request = client[method](path).bearerToken(by.token)
  const response = await (Object.keys(body).length > 0 ? request.json(body) : request)
  return { status: response.status(), answer: { ...response.body(), request_id: '', instance: '' } }
}

/** A record of the company that its caller may write, without the reference. */
const ownDeal = ({ acme }: Ground) => makeDeal(acme)

const DEALS = [
  'deals:read',
  'deals:create',
  'deals:update',
  'deals:bulk',
  'deals:move',
  'deals:close',
]

/** @param authorship whose it is, when it is somebody's */
const freshPipeline = async (acme: Company, authorship: { createdById?: string } = {}) =>
  (await inCompany(acme, () => PipelineFactory.merge(authorship).create())).id

const lostReason = async ({ client, acme }: Omit<Ground, 'by'>) => {
  const body = { name: `Reason ${randomUUID()}` }
  return String((await api(client, acme.owner).post('/api/lost-reasons/', body)).body().id)
}

const WAYS: readonly Way[] = [
  {
    name: 'POST',
    grants: DEALS,
    target: ({ acme }) => makeCustomer(acme),
    refer: (ground, id) => send(ground, 'post', '/api/deals/', { title: 'x', customer_id: id }),
  },
  {
    name: 'POST in capitals',
    grants: DEALS,
    target: ({ acme }) => makeCustomer(acme),
    refer: (ground, id) =>
      send(ground, 'post', '/api/deals/', { title: 'x', customer_id: id.toUpperCase() }),
  },
  {
    name: 'PATCH',
    grants: DEALS,
    target: ({ acme }) => makeCustomer(acme),
    refer: async (ground, id) =>
      send(ground, 'patch', `/api/deals/${await ownDeal(ground)}/`, { customer_id: id }),
  },
  {
    name: 'PUT',
    grants: DEALS,
    target: ({ acme }) => makeEmployee(acme),
    refer: async (ground, id) =>
      send(ground, 'put', `/api/deals/${await ownDeal(ground)}/`, { assigned_to_id: id }),
  },
  {
    name: 'bulk_update',
    grants: DEALS,
    target: ({ acme }) => makeCustomer(acme),
    refer: async (ground, id) => {
      const deal = await ownDeal(ground)
      const body = { ids: [deal], data: { customer_id: id } }
      const { answer } = await send(ground, 'post', '/api/deals/bulk_update/', body)
      return { status: answer.results[0].status, error: answer.results[0].error }
    },
  },
  {
    name: 'an import',
    grants: [...DEALS, 'imports:create', 'imports:read'],
    target: ({ acme }) => makeCustomer(acme),
    refer: async ({ client, by }, id) => {
      const file = csv('title,customer', `x,${id}`)
      const mapping = { title: 'title', customer_id: 'customer' }
      const { created, errors } = await importFile(client, by, file, { resource: 'deals', mapping })
      return { status: created === 1 ? 201 : 422, errors }
    },
  },
  {
    name: 'the form of a member whom a superuser acts as',
    grants: DEALS,
    target: ({ acme }) => makeCustomer(acme),
    refer: async ({ acme, by }, id) => {
      const visitor = await enter()
      const path = `/admin/organizations/${acme.slug}/deals`
      await visitor.send(`/admin/users/${by.userId}`, `/admin/users/${by.userId}/impersonations`, {
        organization: acme.slug,
        reason: 'Ticket 4711',
        minutes: '15',
      })
      const answer = await visitor.send(`${path}/new`, path, { title: 'x', customer_id: id })
      const { html } = await visitor.follow(answer)
      const message = /Customer not found/.exec(html)?.[0]
      return { status: answer.location === `${path}/new` ? 422 : 201, message }
    },
  },
  {
    name: 'a resource of a plugin',
    grants: ['loyalty-entries:create', 'loyalty-entries:read'],
    target: ({ acme }) => makeCustomer(acme),
    refer: (ground, id) =>
      send(ground, 'post', '/api/loyalty-entries/', { customer_id: id, points: 5 }),
  },
  {
    name: 'the assignment of a lead',
    grants: ['leads:read', 'leads:assign'],
    target: ({ acme }) => makeEmployee(acme),
    refer: async (ground, id) =>
      send(ground, 'post', `/api/leads/${await makeLead(ground.acme)}/assign/`, {
        assigned_to_id: id,
      }),
  },
  {
    name: 'the customer of a conversion',
    grants: ['leads:read', 'leads:convert', 'customers:update'],
    target: ({ acme }) => makeCustomer(acme),
    refer: async (ground, id) =>
      send(ground, 'post', `/api/leads/${await makeLead(ground.acme)}/convert/`, {
        customer_id: id,
      }),
  },
  {
    name: 'the assignee of a conversion',
    grants: ['leads:read', 'leads:convert', 'customers:create'],
    target: ({ acme }) => makeEmployee(acme),
    refer: async (ground, id) =>
      send(ground, 'post', `/api/leads/${await makeLead(ground.acme)}/convert/`, {
        assigned_to_id: id,
      }),
  },
  {
    name: 'the pipeline of a conversion’s deal',
    grants: ['leads:read', 'leads:convert', 'customers:create', 'deals:create'],
    target: ({ acme }) => freshPipeline(acme),
    refer: async (ground, id) =>
      send(ground, 'post', `/api/leads/${await makeLead(ground.acme)}/convert/`, {
        deal: { title: 'x', pipeline_id: id },
      }),
  },
  {
    name: 'the stage of a new deal',
    grants: ['deals:create'],
    target: async ({ client, acme }) =>
      (await defaultPipeline(client, acme.owner)).stages[1]?.id ?? '',
    refer: (ground, id) => send(ground, 'post', '/api/deals/', { title: 'x', stage_id: id }),
  },
  {
    name: 'the reason of a loss',
    grants: DEALS,
    target: lostReason,
    refer: async (ground, id) =>
      send(ground, 'post', `/api/deals/${await ownDeal(ground)}/lose/`, { lost_reason_id: id }),
  },
  {
    name: 'the successor of an employee',
    grants: ['employees:read/own', 'employees:terminate'],
    target: ({ acme }) => makeEmployee(acme),
    refer: async (ground, id) => {
      const own = { createdById: ground.by.userId }
      const leaving = await inCompany(ground.acme, () => EmployeeFactory.merge(own).create())
      return send(ground, 'post', `/api/employees/${leaving.id}/terminate/`, { reassign_to: id })
    },
  },
  {
    name: 'the pipeline that takes over',
    grants: ['pipelines:read/own', 'pipelines:delete', 'deals:move'],
    target: ({ acme }) => freshPipeline(acme),
    refer: async (ground, id) => {
      const leaving = await freshPipeline(ground.acme, { createdById: ground.by.userId })
      return send(ground, 'delete', `/api/pipelines/${leaving}/?reassign_to=${id}`)
    },
  },
  {
    name: 'the role of an invitation',
    grants: ['invitations:create', 'invitations:read'],
    target: ({ client, acme }) => makeRole(client, acme.owner),
    refer: (ground, id) =>
      send(ground, 'post', '/api/invitations/', {
        email: `${randomUUID()}@example.com`,
        role_ids: [id],
      }),
  },
  {
    name: 'the role of a member',
    grants: ['user-roles:create', 'user-roles:read', 'members:read'],
    target: ({ client, acme }) => makeRole(client, acme.owner),
    refer: (ground, id) =>
      send(ground, 'post', '/api/user-roles/', { user_id: ground.acme.owner.userId, role_id: id }),
  },
  {
    name: 'the member of a profile',
    grants: ['user-profiles:create', 'user-profiles:read'],
    target: async ({ acme }) => (await hire(acme)).userId,
    refer: (ground, id) =>
      send(ground, 'post', '/api/user-profiles/', { user_id: id, profile_type: 'vendor' }),
  },
]

test.group('References to what the caller may not read', (group) => {
  group.each.setup(forgetJobs)
  bring(group, [curtain])

  test('R-18: are refused like absent ones, and to no one else: {name}')
    .with([...WAYS])
    .run(async ({ client, assert }, { grants, target, refer }) => {
      const acme = await makeCompany()
      await turnOn(acme, 'loyalty', { welcome_points: 0 })
      const by = await hireWith(acme, grants)
      const ground = { client, acme, by }
      const id = await target(ground)

      const unreadable = await refer(ground, id)
      const absent = await refer(ground, randomUUID())
      const allowed = await refer({ ...ground, by: acme.owner }, id)

      assert.deepEqual(unreadable, absent)
      assert.equal(Object(unreadable).status, 422)
      assert.isBelow(Object(allowed).status, 300, JSON.stringify(allowed))
    })

  test('are not those to one’s own: the {$self} of a customer')
    .with(['creator', 'assignee', 'subject'])
    .run(async ({ client }, claim) => {
      const acme = await makeCompany()
      const by = await hireWith(acme, ['customers:read/own', 'deals:create', 'deals:read'])
      const employee = await makeEmployee(acme, { userId: by.userId })
      const customer = await makeCustomer(acme)
      const other = await makeCustomer(acme)
      const column = { creator: 'created_by_id', assignee: 'assigned_to_id', subject: 'user_id' }
      await inDatabase(
        acme,
        `UPDATE customers SET ${column[claim as 'creator']} = $2 WHERE id = $1`,
        [customer, claim === 'assignee' ? employee : by.userId]
      )

      const refer = (id: string) =>
        api(client, by).post('/api/deals/', { title: 'x', customer_id: id })
      ;(await refer(customer)).assertStatus(201)
      ;(await refer(other)).assertStatus(422)
    })

  test('are those that a plugin keeps from the caller, whatever is granted', async ({ client }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'curtain')
    const by = await hire(acme, { roles: ['sales'] })
    const [secret, open] = [
      await makeCustomer(acme, { city: 'Secret' }),
      await makeCustomer(acme, { city: 'Rome' }),
    ]
    const refer = (caller: Persona, id: string) =>
      api(client, caller).post('/api/deals/', { title: 'x', customer_id: id })

    ;(await refer(by, secret)).assertStatus(422)
    ;(await refer(by, open)).assertStatus(201)
    ;(await refer(acme.owner, secret)).assertStatus(201)
  })

  test('include deleted records of one’s own', async ({ client }) => {
    const acme = await makeCompany()
    const by = await hireWith(acme, ['customers:read/own', 'deals:create'])
    const customer = await makeCustomer(acme)
    await inDatabase(
      acme,
      'UPDATE customers SET created_by_id = $2, deleted_at = now() WHERE id = $1',
      [customer, by.userId]
    )
    const body = { title: 'x', customer_id: customer }
    ;(await api(client, by).post('/api/deals/', body)).assertStatus(422)
  })

  test('may stay where they are, and be taken out', async ({ client }) => {
    const acme = await makeCompany()
    const by = await hireWith(acme, DEALS)
    const customer = await makeCustomer(acme)
    const deal = await makeDeal(acme, { customer_id: customer })
    const path = `/api/deals/${deal}/`

    const kept = await api(client, by).patch(path, { customer_id: customer, title: 'y' })
    kept.assertStatus(200)
    kept.assertBodyContains({ title: 'y', customer: { id: customer } })
    const cleared = await api(client, by).patch(path, { customer_id: null })
    cleared.assertStatus(200)
    ;(await api(client, by).patch(path, { customer_id: customer })).assertStatus(422)
  })

  test('are never those to oneself: an employee may be assigned their own records', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const by = await hireWith(acme, ['customers:read/own', 'customers:create', 'customers:update'])
    const employee = await makeEmployee(acme, { userId: by.userId })
    const body = { name: 'Ann', assigned_to_id: employee }
    const made = await api(client, by).post('/api/customers/', body)
    made.assertStatus(201)
    made.assertBodyContains({ assigned_to: { id: employee } })
  })

  test('are all named at once, by the places where they stand', async ({ client, assert }) => {
    const acme = await makeCompany()
    const by = await hireWith(acme, ['deals:create', 'deals:read', 'customers:read/own'])
    const body = {
      title: 'x',
      customer_id: await makeCustomer(acme),
      assigned_to_id: await makeEmployee(acme),
    }
    const response = await api(client, by).post('/api/deals/', body)
    response.assertStatus(422)
    assert.deepEqual(response.body().errors, [
      { field: 'customer_id', rule: 'exists', message: 'Customer not found.' },
      { field: 'assigned_to_id', rule: 'exists', message: 'Employee not found.' },
    ])
  })

  test('cost one statement for all of them, and none to who reads all', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const grants = ['deals:create', 'deals:read', 'customers:read/own', 'employees:read/own']
    const narrow = await hireWith(acme, grants)
    const wide = await hire(acme, { roles: ['sales'] })
    const colleague = await makeEmployee(acme)
    const customer = await makeCustomer(acme)
    for (const table of ['customers', 'employees']) {
      await inDatabase(acme, `UPDATE ${table} SET created_by_id = $1`, [narrow.userId])
    }
    const body = { title: 'x', customer_id: customer, assigned_to_id: colleague }
    const asked = async (by: Persona) => {
      await api(client, by).post('/api/deals/', body)
      const texts = await statementsOf(() => api(client, by).post('/api/deals/', body))
      return texts.length
    }
    assert.equal(await asked(narrow), (await asked(wide)) + 1)
  })

  test('are no matter of the built-in roles, which do their work as before', async ({ client }) => {
    const acme = await makeCompany()
    const by = await hire(acme, { roles: ['sales'] })
    const pipeline = await defaultPipeline(client, acme.owner)
    const made = await api(client, by).post('/api/deals/', {
      title: 'x',
      customer_id: await makeCustomer(acme),
      assigned_to_id: await makeEmployee(acme),
      stage_id: pipeline.stages[1]?.id,
    })
    made.assertStatus(201)
    const reason = await lostReason({ client, acme })
    const lost = await act(client, by, made.body().id, 'lose', { lost_reason_id: reason })
    lost.assertStatus(200)
    const lead = await makeLead(acme)
    const converted = await api(client, by).post(`/api/leads/${lead}/convert/`, {
      customer_id: await makeCustomer(acme),
      assigned_to_id: await makeEmployee(acme),
      deal: { title: 'x', pipeline_id: pipeline.id },
    })
    converted.assertStatus(201)
  })

  test('are not those to the stages and pipelines that the board of deals shows', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const by = await hireWith(acme, DEALS)
    const [, second] = (await defaultPipeline(client, acme.owner)).stages
    const other = await freshPipeline(acme)
    const deal = await makeDeal(acme)
    ;(await act(client, by, deal, 'move_stage', { stage_id: second?.id })).assertStatus(200)
    const made = await api(client, by).post('/api/deals/', { title: 'x', pipeline_id: other })
    made.assertStatus(201)
  })

  test('do not keep the next stage from the user who may move a deal', async ({ client }) => {
    const acme = await makeCompany()
    const by = await hireWith(acme, DEALS)
    ;(await act(client, by, await makeDeal(acme), 'move_stage')).assertStatus(200)
    ;(await act(client, by, await makeDeal(acme), 'win')).assertStatus(200)
  })

  test('are found by no filter of a list', async ({ client, assert }) => {
    const acme = await makeCompany()
    const by = await hireWith(acme, ['deals:read/own', 'deals:create'])
    await makeDeal(acme, { customer_id: await makeCustomer(acme, { name: 'Secret' }) })
    const customer = await makeCustomer(acme)
    const count = async (query: string) =>
      (await api(client, by).get(`/api/deals/?${query}`)).body().count
    assert.equal(await count(`customer=${customer}`), 0)
    assert.equal(await count(`customer=${randomUUID()}`), 0)
    assert.equal(await count('customer_name[contains]=Secret'), 0)
  })
})

test.group('Linking a member to a record', (group) => {
  group.each.setup(forgetJobs)

  const LINKS = ['employees', 'customers', 'vendors'] as const

  const everyRight = (resource: string) =>
    ['read', 'create', 'update', 'bulk'].map((action) => `${resource}:${action}`)

  const make = async ({ client, acme }: Omit<Ground, 'by'>, resource: string) => {
    const body = resource === 'employees' ? { full_name: 'Eve Moss' } : { name: 'Ann' }
    return String((await api(client, acme.owner).post(`/api/${resource}/`, body)).body().id)
  }

  test('needs the right to manage members, in whatever way: {$self}')
    .with([...LINKS])
    .run(async ({ client, assert }, resource) => {
      const acme = await makeCompany()
      const by = await hireWith(acme, [
        ...everyRight(resource),
        ...['members:read', 'deals:read/own', 'imports:create', 'imports:read'],
      ])
      const ground = { client, acme, by }
      const id = await make(ground, resource)
      const link = { user_id: by.userId }
      const named = resource === 'employees' ? { full_name: 'Eve Moss' } : { name: 'Ann' }
      const denied = { code: 'permission_denied', permission: 'members:update' }

      const path = `/api/${resource}/${id}/`
      for (const [method, at, body] of [
        ['patch', path, link],
        ['put', path, link],
        ['post', `/api/${resource}/`, { ...named, ...link }],
      ] as const) {
        const { status, answer } = await send(ground, method, at, body)
        assert.equal(status, 403, method)
        assert.containsSubset(answer, denied)
      }
      const many = await send(ground, 'post', `/api/${resource}/bulk_update/`, {
        ids: [id],
        data: link,
      })
      assert.equal(many.answer.results[0].status, 403)
      const file = csv('id,user', `${id},${by.userId}`)
      const mapping = { id: 'id', user_id: 'user' }
      const imported = await importFile(client, by, file, { resource, mapping, match_by: 'id' })
      assert.containsSubset(imported, { failed: 1, updated: 0 })
      const linked = await inDatabase(
        acme,
        `SELECT id FROM ${resource} WHERE organization_id = $1 AND user_id = $2`,
        [acme.id, by.userId]
      )
      assert.lengthOf(linked, 0)
    })

  test('happens again when a record is restored, for those who may link only: {$self}')
    .with([...LINKS])
    .run(async ({ client, assert }, resource) => {
      const acme = await makeCompany()
      const grants = ['read', 'update', 'delete', 'restore'].map(
        (action) => `${resource}:${action}`
      )
      const by = await hireWith(acme, grants)
      const linking = [...grants, 'members:update']
      const holder = await hireWith(acme, linking)
      const member = await hireWith(acme, ['vendors:read/own', 'customers:read/own'])
      const reader = await hireWith(acme, [
        ...new Set([...linking, 'customers:read', 'vendors:read']),
      ])
      const id = await make({ client, acme }, resource)
      const path = `/api/${resource}/${id}/`
      const linked = await api(client, acme.owner).patch(path, { user_id: member.userId })
      linked.assertStatus(200)
      ;(await api(client, acme.owner).delete(path)).assertStatus(204)

      const refused = await api(client, by).post(`${path}restore/`)
      refused.assertStatus(403)
      refused.assertBodyContains({ code: 'permission_denied', permission: 'members:update' })
      if (resource === 'employees') {
        const beyond = await api(client, holder).post(`${path}restore/`)
        beyond.assertStatus(403)
        beyond.assertBodyContains({ code: 'cannot_grant' })
      }
      const rows = await inDatabase<{ is_gone: boolean }>(
        acme,
        `SELECT deleted_at IS NOT NULL AS is_gone FROM ${resource} WHERE id = $1`,
        [id]
      )
      assert.deepEqual(rows, [{ is_gone: true }])

      ;(await api(client, reader).post(`${path}restore/`)).assertStatus(200)
      const other = await make({ client, acme }, resource)
      await api(client, acme.owner).delete(`/api/${resource}/${other}/`)
      ;(await api(client, by).post(`/api/${resource}/${other}/restore/`)).assertStatus(200)
    })

  test('is not done by a user who may change only their own membership, nor undone', async ({
    client,
  }) => {
    const acme = await makeCompany()
    const by = await hireWith(acme, ['employees:read', 'employees:update', 'members:update/own'])
    const colleague = await hire(acme)
    const free = await makeEmployee(acme)
    const linked = await makeEmployee(acme, { userId: colleague.userId })
    const link = (id: string, userId: string | null) =>
      api(client, by).patch(`/api/employees/${id}/`, { user_id: userId })

    ;(await link(free, by.userId)).assertStatus(403)
    ;(await link(linked, null)).assertStatus(403)
    ;(await link(linked, colleague.userId)).assertStatus(200)
    ;(await link(free, null)).assertStatus(200)
  })

  test('R-18: gives no one, oneself included, more than the caller holds', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const managing = ['employees:read', 'employees:update', 'members:read', 'members:update']
    const narrow = await hireWith(acme, [...managing, 'customers:read/own'])
    const wide = await hireWith(acme, [...managing, 'customers:read'])
    const seller = await hireWith(acme, ['customers:read/own'])
    const employee = await makeEmployee(acme)
    await makeCustomer(acme, { assigned_to_id: employee })
    const link = (by: Persona, userId: string | null) =>
      api(client, by).patch(`/api/employees/${employee}/`, { user_id: userId })

    for (const user of [narrow, seller]) {
      const refused = await link(narrow, user.userId)
      refused.assertStatus(403)
      refused.assertBodyContains({ code: 'cannot_grant', permissions: ['customers:read'] })
    }
    assert.equal((await api(client, narrow).get('/api/customers/')).body().count, 0)
    ;(await link(wide, wide.userId)).assertStatus(200)
    ;(await link(wide, seller.userId)).assertStatus(200)
    ;(await link(acme.owner, narrow.userId)).assertStatus(200)
  })

  test('is done by owners and admins, and by superusers on their pages', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const admin = await hire(acme, { as: 'admin' })
    const seller = await hire(acme, { roles: ['sales'] })
    const employee = await makeEmployee(acme)
    const linked = await api(client, admin).patch(`/api/employees/${employee}/`, {
      user_id: seller.userId,
    })
    linked.assertStatus(200)
    const other = await makeEmployee(acme)
    const path = `/admin/organizations/${acme.slug}/employees/${other}`
    const visitor = await enter()
    const answer = await visitor.send(`${path}/edit`, path, { version: '1', user_id: admin.userId })
    assert.equal(answer.location, path)
  })

  test('is not done by an API key', async ({ client }) => {
    const acme = await makeCompany()
    const role = await makeRole(client, acme.owner, {
      permissions: ['employees:read', 'employees:update'],
    })
    await assignRole(
      client,
      acme.owner,
      acme.owner.userId,
      await systemRole(client, acme.owner, 'admin')
    )
    const made = await api(client, acme.owner).post('/api/api-keys/', { name: 'K', role_id: role })
    const employee = await makeEmployee(acme)
    const response = await client
      .patch(`/api/employees/${employee}/`)
      .bearerToken(made.body().key)
      .json({ user_id: acme.owner.userId })
    response.assertStatus(403)
  })
})
