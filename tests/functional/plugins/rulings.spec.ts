import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import Customer from '#plugins/customers/models/customer'
import { definePlugin } from '#core/plugins/api'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import {
  type Pipeline,
  defaultPipeline,
  inDatabase,
  makeDeal,
  stageNamed,
} from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { csv, importFile } from '#tests/support/imports'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { makeLead } from '#tests/support/leads'
import { type Company, type Member, hire, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { enter, makeSuperuser } from '#tests/support/visitor'

const NOT_HERE = 'No one makes customers here.'
const NOT_SOLD = 'Deals are won by the closers alone.'
const NOT_YOURS = 'Leads are assigned by their managers.'

/** Whether customers are refused; and whether what else is ruled is. */
let isClosed = false
let isStrict = false
let asked = 0
/** Who hooks, listeners and services said was calling. */
let callers: string[] = []

const ruler = definePlugin({
  id: 'ruler',
  version: '1.0.0',
  policies: {
    'customers:create': ({ record }) => !isClosed || record.$attributes.name === 'Fine' || NOT_HERE,
    'deals:win': ({ caller }) => !isStrict || caller.role === 'owner' || NOT_SOLD,
    'leads:assign': () => {
      asked += 1
      return !isStrict || NOT_YOURS
    },
  },
  hooks: {
    'leads:update': {
      async before({ caller, record }) {
        callers.push(`hook ${caller?.userId} ${caller?.grants.allows('leads:update')}`)
        /* What a plugin writes itself is not asked about. */
        if (record.notes === 'copy') await Customer.create({ name: 'A copy' })
      },
    },
    'customers:create': {
      before: ({ caller }) => void callers.push(`nested ${caller?.userId ?? 'the system'}`),
    },
  },
  listeners: {
    async 'leads:update'({ actorId }, context) {
      const caller = await context.caller()
      const inside = await context.transaction(async (within) => within.caller())
      callers.push(`listener ${caller?.userId} ${inside?.userId} ${actorId}`)
    },
  },
  services: {
    'leads.score': {
      wrap: async (next, input, { caller }) => [
        ...(await next(input)),
        {
          id: 'ruler.caller',
          label: 'Caller',
          reads: ['notes'],
          points: () => {
            callers.push(`service ${caller?.userId}`)
            return 0
          },
        },
      ],
    },
  },
})

interface Ground {
  readonly client: ApiClient
  readonly acme: Company
  readonly seller: Member
  readonly pipeline: Pipeline
  readonly deal: string
}

/** Does something. @returns what its answer says of a refusal; null when it was done */
type Way = (ground: Ground) => Promise<string | null>

const detailOf = (response: { status(): number; body(): { detail?: string } }) =>
  response.status() === 403 ? (response.body().detail ?? null) : null

const post =
  (path: (ground: Ground) => string, body: (ground: Ground) => object): Way =>
  async (ground) =>
    detailOf(await api(ground.client, ground.seller).post(path(ground), { ...body(ground) }))

const won = ({ pipeline }: Ground) => ({ stage_id: stageNamed(pipeline, 'Closed Won').id })

const CREATIONS: Readonly<Record<string, Way>> = {
  'a request': post(
    () => '/api/customers/',
    () => ({ name: 'New' })
  ),
  'an import': async ({ client, seller }) => {
    const done = await importFile(client, seller, csv('name', 'New'))
    return done.errors[0]?.message ?? null
  },
  'a conversion': async ({ client, acme, seller }) => {
    const lead = await makeLead(acme)
    return detailOf(await api(client, seller).post(`/api/leads/${lead}/convert/`))
  },
  'a form of the admin': async ({ acme }) => {
    const visitor = await enter(await makeSuperuser())
    const here = `/admin/organizations/${acme.slug}`
    const sent = await visitor.send(`${here}/customers/new`, `${here}/customers`, { name: 'New' })
    const page = sent.location === null ? sent : await visitor.follow(sent)
    return page.html.includes(NOT_HERE) ? NOT_HERE : null
  },
}

const WINS: Readonly<Record<string, Way>> = {
  'win/': post(
    ({ deal }) => `/api/deals/${deal}/win/`,
    () => ({})
  ),
  'move_stage/': post(({ deal }) => `/api/deals/${deal}/move_stage/`, won),
  'a change of its stage': async (ground) => {
    const { client, seller, deal } = ground
    return detailOf(await api(client, seller).patch(`/api/deals/${deal}/`, won(ground)))
  },
  'one change to many': async (ground) => {
    const { client, seller, deal } = ground
    const body = { ids: [deal], data: won(ground) }
    const response = await api(client, seller).post('/api/deals/bulk_update/', body)
    return response.body().results[0].error?.detail ?? null
  },
  'being made so': post(
    () => '/api/deals/',
    (ground) => ({ title: 'Sold at once', ...won(ground) })
  ),
  'an import': async ({ client, seller }) => {
    const done = await importFile(client, seller, csv('title,stage', 'Old,Closed Won'), {
      resource: 'deals',
      mapping: { title: 'title', stage_id: { column: 'stage', lookup: 'name' } },
    })
    return done.errors[0]?.message ?? null
  },
  'a conversion': async (ground) => {
    const lead = await makeLead(ground.acme)
    const body = { deal: { title: 'Sold', ...won(ground) } }
    return detailOf(
      await api(ground.client, ground.seller).post(`/api/leads/${lead}/convert/`, body)
    )
  },
}

const RECORDS = `
  SELECT id, name AS what, version, NULL AS status FROM customers
  WHERE organization_id = app_organization()
  UNION ALL SELECT id, title, version, status FROM deals WHERE organization_id = app_organization()
  ORDER BY id`

test.group('Plugins | policies about what is made and what has a name', (group) => {
  bring(group, [ruler])
  group.each.setup(async () => {
    await forgetJobs()
    isClosed = false
    isStrict = false
    callers = []
  })

  const ground = async (client: ApiClient): Promise<Ground> => {
    const acme = await makeCompany()
    const pipeline = await defaultPipeline(client, acme.owner)
    const deal = await makeDeal(acme, { title: 'Rockets' })
    const seller = await hire(acme, { roles: ['sales'] })
    await turnOn(acme, 'ruler')
    return { client, acme, seller, pipeline, deal }
  }

  for (const [kind, ways, reason] of [
    ['a creation', CREATIONS, NOT_HERE],
    ['a win', WINS, NOT_SOLD],
  ] as const) {
    for (const [name, way] of Object.entries(ways)) {
      test(`${kind} is asked about, and refused with the reason: by ${name}`, async ({
        client,
        assert,
      }) => {
        const here = await ground(client)
        assert.isNull(await way(here), 'where the policy allows it')
        const before = await inDatabase(here.acme, RECORDS)

        isClosed = kind === 'a creation'
        isStrict = kind === 'a win'
        const again = { ...here, deal: await makeDeal(here.acme, { title: 'More' }) }
        const meanwhile = await inDatabase(here.acme, RECORDS)
        assert.include(await way(again), reason)
        assert.deepEqual(await inDatabase(here.acme, RECORDS), meanwhile)
        assert.isAbove(meanwhile.length, before.length)
      })
    }
  }

  test('a record is asked about as it is made, and the refusal is in the audit log', async ({
    client,
    assert,
  }) => {
    const { acme, seller } = await ground(client)
    isClosed = true
    const fine = await api(client, seller).post('/api/customers/', { name: 'Fine' })
    fine.assertStatus(201)
    const refused = await api(client, seller).post('/api/customers/', { name: 'Other' })
    refused.assertStatus(403)
    refused.assertBodyContains({ code: 'permission_denied', detail: NOT_HERE })
    const events = await inDatabase(
      acme,
      `SELECT action FROM audit_events WHERE outcome = 'refused' AND organization_id = app_organization()`
    )
    assert.deepEqual(events, [{ action: 'customers:create' }])
  })

  test('what has a permission and a name is asked about once', async ({ client, assert }) => {
    const { acme } = await ground(client)
    const lead = await makeLead(acme)
    const employee = { assigned_to_id: await makeEmployee(acme) }
    asked = 0

    const done = await api(client, acme.owner).post(`/api/leads/${lead}/assign/`, employee)
    done.assertStatus(200)
    assert.equal(asked, 1)

    isStrict = true
    const again = { assigned_to_id: await makeEmployee(acme) }
    for (const refused of [
      await api(client, acme.owner).post(`/api/leads/${lead}/assign/`, again),
      await api(client, acme.owner).patch(`/api/leads/${lead}/`, again),
    ]) {
      refused.assertStatus(403)
      refused.assertBodyContains({ detail: NOT_YOURS })
    }
  })

  test('where the plugin is off, it is asked about nothing', async ({ client }) => {
    const { acme, seller } = await ground(client)
    isClosed = true
    await api(client, acme.owner).patch('/api/plugins/ruler/', { enabled: false })
    const response = await api(client, seller).post('/api/customers/', { name: 'Other' })
    response.assertStatus(201)
  })

  test('access/explain says the same, of a record and of those to come', async ({
    client,
    assert,
  }) => {
    const { acme, seller, deal } = await ground(client)
    isStrict = true
    const explain = async (query: string) => {
      const path = `/api/access/explain/?user=${seller.userId}&${query}`
      const response = await api(client, acme.owner).get(path)
      response.assertStatus(200)
      return response.body()
    }

    const win = await explain(`resource=deals&action=win&id=${deal}`)
    assert.containsSubset(win, {
      action: 'win',
      permission: 'deals:close',
      allowed: false,
      decided_by: 'policy',
    })
    assert.equal(win.steps.at(-1).detail, NOT_SOLD)
    const lose = await explain(`resource=deals&action=lose&id=${deal}`)
    assert.containsSubset(lose, { allowed: true, decided_by: 'record' })
    const create = await explain('resource=customers&action=create')
    assert.containsSubset(create, { allowed: true, decided_by: 'policy' })
    assert.equal(create.steps.at(-1).detail, 'The plugin "ruler" decides about each record.')
    isStrict = false
    const allowed = await explain(`resource=deals&action=win&id=${deal}`)
    assert.containsSubset(allowed, { allowed: true, decided_by: 'record' })
  })

  test('hooks, listeners and services know the caller; what a plugin writes by models is the system’s', async ({
    client,
    assert,
  }) => {
    const { acme, seller } = await ground(client)
    isClosed = true
    const lead = await makeLead(acme)
    callers = []

    const changed = await api(client, seller).patch(`/api/leads/${lead}/`, { notes: 'copy' })
    changed.assertStatus(200)
    await runJobs()

    const { userId } = seller
    assert.includeMembers(callers, [
      `hook ${userId} true`,
      'nested the system',
      `listener ${userId} ${userId} ${userId}`,
      `service ${userId}`,
    ])
  })

  test('a listener is told of no caller who may do nothing here any more', async ({
    client,
    assert,
  }) => {
    const { acme, seller } = await ground(client)
    const lead = await makeLead(acme)
    await api(client, seller).patch(`/api/leads/${lead}/`, { notes: 'bye' })
    const gone = await api(client, acme.owner).delete(
      `/api/user-organizations/${seller.membershipId}/`
    )
    gone.assertStatus(204)
    callers = []

    await runJobs()

    assert.deepEqual(callers, [`listener undefined undefined ${seller.userId}`])
  })

  test('a customer of the system’s is not asked about', async ({ client, assert }) => {
    const { acme } = await ground(client)
    isClosed = true
    assert.isString(await makeCustomer(acme, { name: 'Other' }))
  })
})
