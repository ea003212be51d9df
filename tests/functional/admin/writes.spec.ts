import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { definePlugin } from '#core/plugins/api'
import { makeCustomer } from '#tests/support/customers'
import { defaultPipeline, inDatabase, makeDeal } from '#tests/support/deals'
import { type Company, hire, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { type SeenPage, type Visitor, enter, makeSuperuser } from '#tests/support/visitor'

/** What the plugin was asked about. */
let seen: string[] = []

const gate = definePlugin({
  id: 'gate',
  version: '1.0.0',
  settings: {
    schema: vine.object({ is_shut: vine.boolean({ strict: true }) }),
    defaults: { is_shut: false },
  },
  hooks: {
    '*': {
      before({ action, settings, veto }) {
        if (settings.is_shut && !action.startsWith('plugins:')) veto('The gate is shut.')
        seen.push(`before ${action}`)
      },
      after: ({ action }) => void seen.push(`after ${action}`),
    },
  },
})

interface Ground {
  readonly acme: Company
  readonly visitor: Visitor
  readonly customer: string
  readonly deal: string
  readonly stage: string
  readonly membership: string
}

/** A kind of write of the pages, and what it is called in hooks, events and the log. */
interface Kind {
  readonly action: string
  readonly send: (ground: Ground, here: string) => Promise<SeenPage>
}

const chosen = (id: string, ...more: [string, string][]): [string, string][] => [
  ['ids[]', id],
  ...more,
]

const KINDS: readonly Kind[] = [
  {
    action: 'customers:create',
    send: ({ visitor }, here) =>
      visitor.send(`${here}/customers/new`, `${here}/customers`, { name: 'Road Runner' }),
  },
  {
    action: 'customers:update',
    send: ({ visitor, customer }, here) =>
      visitor.send(`${here}/customers/${customer}/edit`, `${here}/customers/${customer}`, {
        version: '1',
        city: 'Rome',
      }),
  },
  {
    action: 'customers:delete',
    send: ({ visitor, customer }, here) =>
      visitor.send(`${here}/customers/${customer}`, `${here}/customers/${customer}/deletion`),
  },
  {
    action: 'customers:update',
    send: ({ visitor, customer }, here) =>
      visitor.send(
        `${here}/customers`,
        `${here}/customers/updates`,
        chosen(customer, ['change', 'status=vip'])
      ),
  },
  {
    action: 'customers:delete',
    send: ({ visitor, customer }, here) =>
      visitor.send(`${here}/customers`, `${here}/customers/deletions`, chosen(customer)),
  },
  {
    action: 'deals:move',
    send: ({ visitor, deal, stage }, here) =>
      visitor.send(`${here}/board`, `${here}/deals/${deal}/move`, {
        stage_id: stage,
        version: '1',
      }),
  },
  {
    action: 'roles:create',
    send: ({ visitor }, here) =>
      visitor.send(`${here}/permission-matrix/new`, `${here}/permission-matrix`, {
        name: 'Sellers',
        is_active: 'true',
      }),
  },
  {
    action: 'members:update',
    send: ({ visitor, membership }, here) =>
      visitor.send(`${here}/members/${membership}`, `${here}/members/${membership}`, {
        version: '1',
        role: 'admin',
      }),
  },
]

test.group('Admin | writes', (group) => {
  bring(group, [gate])

  const ground = async (visitor: Visitor, acme: Company, pipeline: Stages): Promise<Ground> => {
    return {
      acme,
      visitor,
      customer: await makeCustomer(acme, { name: 'Coyote' }),
      deal: await makeDeal(acme),
      stage: pipeline.stages.find(({ name }) => name === 'Proposal')?.id ?? '',
      membership: (await hire(acme)).membershipId,
    }
  }

  for (const [index, { action, send }] of KINDS.entries()) {
    test(`${index + 1}. ${action} is the write that the API does: hooks, event, log and veto`, async ({
      client,
      assert,
    }) => {
      const acme = await makeCompany()
      const sue = await makeSuperuser()
      const pipeline = await defaultPipeline(client, acme.owner)
      const here = await ground(await enter(sue), acme, pipeline)
      const path = `/admin/organizations/${acme.slug}`
      await turnOn(acme, 'gate', { is_shut: true })

      const refused = await here.visitor.follow(await send(here, path))
      assert.include(refused.html, 'The gate is shut.')
      assert.deepEqual(await done(acme, action, sue.userId), [])

      await turnOn(acme, 'gate', { is_shut: false })
      seen = []
      await send(here, path)

      assert.includeMembers(seen, [`before ${action}`, `after ${action}`])
      assert.lengthOf(await done(acme, action, sue.userId), 1)
    })
  }
})

type Stages = Awaited<ReturnType<typeof defaultPipeline>>

/** What the log of the organization has of somebody's. */
function done(acme: Company, action: string, userId: string) {
  return inDatabase(
    acme,
    `SELECT id FROM audit_events WHERE action = $1 AND actor_id = $2 AND outcome = 'done'`,
    [action, userId]
  )
}
