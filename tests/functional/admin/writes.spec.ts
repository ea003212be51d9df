import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { definePlugin } from '#core/plugins/api'
import { RoleFactory } from '#plugins/access/factories/role_factory'
import { UserRoleFactory } from '#plugins/access/factories/user_role_factory'
import { CustomerFactory } from '#plugins/customers/factories/customer_factory'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { accountEventsOf } from '#tests/support/audit'
import { FilledForm } from '#tests/support/forms'
import { makeCustomer } from '#tests/support/customers'
import { defaultPipeline, inDatabase, makeDeal } from '#tests/support/deals'
import { type Company, type Member, hire, makeCompany, makePersona } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { inCompany } from '#tests/support/records'
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
      before({ action, record, settings, veto }) {
        const isItsOwn = action.startsWith('plugins:') && record.$attributes.plugin === 'gate'
        if (settings.is_shut && !isItsOwn) veto('The gate is shut.')
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
  readonly deletedCustomer: string
  readonly deal: string
  readonly stage: string
  readonly member: Member
  readonly role: string
  /** Another role, which the member has. */
  readonly assignment: string
}

/** A kind of write of the pages, and what it is called in hooks, events and the log. */
interface Kind {
  readonly action: string
  /** How many events the log has of it; one by default. */
  readonly events?: number
  /** What has to be so before, when no plugin objects yet. */
  readonly prepare?: (ground: Ground, here: string) => Promise<unknown>
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
    send: ({ visitor, member: { membershipId } }, here) =>
      visitor.send(`${here}/members/${membershipId}`, `${here}/members/${membershipId}`, {
        version: '1',
        role: 'admin',
      }),
  },
  {
    action: 'members:delete',
    send: ({ visitor, member: { membershipId } }, here) =>
      visitor.send(`${here}/members/${membershipId}`, `${here}/members/${membershipId}/end`),
  },
  {
    action: 'customers:restore',
    send: ({ visitor, deletedCustomer }, here) =>
      visitor.send(`${here}/customers`, `${here}/customers/${deletedCustomer}/restoration`),
  },
  {
    action: 'customers:restore',
    send: ({ visitor, deletedCustomer }, here) =>
      visitor.send(`${here}/customers`, `${here}/customers/restorations`, chosen(deletedCustomer)),
  },
  {
    action: 'customers:restore',
    prepare: ({ visitor, customer }, here) =>
      visitor.send(`${here}/customers`, `${here}/customers/deletions`, chosen(customer)),
    send: async ({ acme, visitor, customer }, here) => {
      const [deletion] = await inDatabase(
        acme,
        `SELECT id FROM audit_events WHERE action = 'customers:delete' AND record_id = $1`,
        [customer]
      )
      const undo = { events: String(deletion?.id), field: '' }
      return visitor.send(`${here}/customers`, `${here}/customers/undos`, undo)
    },
  },
  {
    action: 'user-roles:create',
    send: ({ visitor, member, role }, here) =>
      visitor.send(`${here}/user-roles/new`, `${here}/user-roles`, {
        user_id: member.userId,
        role_id: role,
        is_active: 'true',
      }),
  },
  {
    action: 'user-roles:update',
    send: ({ visitor, assignment }, here) =>
      visitor.send(`${here}/user-roles/${assignment}/edit`, `${here}/user-roles/${assignment}`, {
        version: '1',
        is_active: 'false',
      }),
  },
  {
    action: 'user-roles:delete',
    send: ({ visitor, assignment }, here) =>
      visitor.send(`${here}/user-roles`, `${here}/user-roles/${assignment}/deletion`),
  },
  {
    action: 'roles:update',
    send: ({ visitor, role }, here) =>
      visitor.send(`${here}/permission-matrix/${role}`, `${here}/permission-matrix/${role}`, {
        version: '1',
        name: 'Buyers',
      }),
  },
  {
    action: 'roles:delete',
    send: ({ visitor, role }, here) =>
      visitor.send(`${here}/permission-matrix`, `${here}/permission-matrix/${role}/deletion`),
  },
  {
    action: 'imports:create',
    send: ({ visitor }, here) =>
      visitor.sendFile(`${here}/imports/new?resource=customers`, `${here}/imports`, 'name\nAnn', {
        resource: 'customers',
      }),
  },
  {
    action: 'imports:cancel',
    prepare: ({ visitor }, here) =>
      visitor.sendFile(`${here}/imports/new?resource=customers`, `${here}/imports`, 'name\nAnn', {
        resource: 'customers',
      }),
    send: async ({ acme, visitor }, here) => {
      const [ordered] = await inDatabase(acme, 'SELECT id FROM imports')
      return visitor.send(`${here}/imports`, `${here}/imports/${ordered?.id}/cancellation`)
    },
  },
  {
    action: 'plugins:enable',
    /* The second is that it has been seeded. */
    events: 2,
    send: ({ visitor }, here) =>
      visitor.send(`${here}/plugins`, `${here}/plugins/loyalty/activation`),
  },
  {
    action: 'plugins:disable',
    prepare: ({ acme }) => turnOn(acme, 'loyalty'),
    send: ({ visitor }, here) =>
      visitor.send(`${here}/plugins`, `${here}/plugins/loyalty/activation/end`),
  },
  {
    action: 'plugins:configure',
    send: async ({ visitor }, here) => {
      const page = `${here}/plugins/loyalty`
      const form = FilledForm.on((await visitor.get(page)).html, page)
      return visitor.post(page, form.with({ 'settings[welcome_points]': '99' }).body, page)
    },
  },
  {
    action: 'organizations:update',
    send: async ({ visitor }, here) => {
      const form = FilledForm.on((await visitor.get(`${here}/edit`)).html, here)
      return visitor.post(here, form.with({ industry: 'Anvils' }).body, `${here}/edit`)
    },
  },
  {
    action: 'organizations:suspend',
    send: ({ visitor }, here) => visitor.send(here, `${here}/suspension`),
  },
  {
    action: 'organizations:resume',
    prepare: ({ visitor }, here) => visitor.send(here, `${here}/suspension`),
    send: ({ visitor }, here) => visitor.send(here, `${here}/suspension/end`),
  },
]

test.group('Admin | writes', (group) => {
  bring(group, [gate])

  const ground = async (visitor: Visitor, acme: Company, pipeline: Stages): Promise<Ground> => {
    const member = await hire(acme)
    return {
      acme,
      visitor,
      customer: await makeCustomer(acme, { name: 'Coyote' }),
      deal: await makeDeal(acme),
      stage: pipeline.stages.find(({ name }) => name === 'Proposal')?.id ?? '',
      member,
      ...(await inCompany(acme, async () => {
        const deleted = await CustomerFactory.create()
        await deleted.delete()
        const held = { userId: member.userId, roleId: (await RoleFactory.create()).id }
        return {
          deletedCustomer: deleted.id,
          role: (await RoleFactory.create()).id,
          assignment: (await UserRoleFactory.merge(held).create()).id,
        }
      })),
    }
  }

  for (const [index, { action, events = 1, prepare, send }] of KINDS.entries()) {
    test(`${index + 1}. ${action} is the write that the API does: hooks, event, log and veto`, async ({
      client,
      assert,
    }) => {
      const acme = await makeCompany()
      const sue = await makeSuperuser()
      const pipeline = await defaultPipeline(client, acme.owner)
      const here = await ground(await enter(sue), acme, pipeline)
      const path = `/admin/organizations/${acme.slug}`
      await prepare?.(here, path)
      await turnOn(acme, 'gate', { is_shut: true })

      const refused = await here.visitor.follow(await send(here, path))
      assert.include(refused.html, 'The gate is shut.')
      assert.deepEqual(await done(acme, action, sue.userId), [])

      await turnOn(acme, 'gate', { is_shut: false })
      seen = []
      await send(here, path)

      assert.includeMembers(seen, [`before ${action}`, `after ${action}`])
      assert.lengthOf(await done(acme, action, sue.userId), events)
    })
  }
})

/** A write of pages that are no organization's. */
interface AccountKind {
  readonly action: string
  readonly page: string
  readonly fields?: Record<string, string>
}

const ACCOUNT_KINDS: readonly AccountKind[] = [
  { action: 'account-change', page: '', fields: { first_name: 'Eleonora' } },
  { action: 'account-change', page: '/suspension' },
  { action: 'password-reset-send', page: '/password-reset' },
  { action: 'session-revoke', page: '/sessions/end' },
]

test.group('Admin | writes | accounts', () => {
  for (const { action, page, fields = {} } of ACCOUNT_KINDS) {
    test(`POST /admin/users/:id${page} is in the log of the account as ${action}`, async ({
      assert,
    }) => {
      const nora = await makePersona('Nora')
      const visitor = await enter()
      const path = `/admin/users/${nora.userId}`
      const form = FilledForm.on((await visitor.get(`${path}/edit`)).html, path)
      const body = page === '' ? form.with(fields) : form

      await visitor.post(`${path}${page}`, body.body, path)

      const events = await accountEventsOf(nora.userId)
      assert.include(actionsIn(events), action)
    })
  }

  test('POST /admin/users is in the log of the new account', async ({ assert }) => {
    const visitor = await enter()
    const email = `${randomUUID()}@example.com`
    await visitor.send('/admin/users/new', '/admin/users', { email })

    const user = await UnitOfWork.run(asSystem, () => User.findByEmail(email))
    assert.include(actionsIn(await accountEventsOf(user?.id ?? '')), 'account-open')
  })

  test('memberships and organizations are in the log of the organization', async ({ assert }) => {
    const sue = await makeSuperuser()
    const visitor = await enter(sue)
    const nora = await makePersona('Nora')
    const name = `Initech ${randomUUID().slice(0, 8)}`
    const fields = { name, owner_email: nora.email }
    const founded = await visitor.send('/admin/organizations/new', '/admin/organizations', fields)
    const slug = founded.location?.split('/').at(-1) ?? ''
    const ann = await makePersona('Ann')
    await visitor.send(founded.location ?? '', '/admin/memberships', {
      email: ann.email,
      organization: slug,
      role: 'member',
    })

    const rows = await UnitOfWork.run(asSystem, async (unit) => {
      const written = await unit.query<{ action: string }>(
        `SELECT e.action FROM audit_events e JOIN organizations o ON o.id = e.organization_id
         WHERE o.slug = $1 AND e.actor_id = $2
           AND e.action IN ('organizations:create', 'members:create') ORDER BY e.id`,
        [slug, sue.userId]
      )
      return written.rows
    })
    assert.deepEqual(actionsIn(rows), ['organizations:create', 'members:create', 'members:create'])
  })
})

const actionsIn = (events: readonly { readonly action: string }[]) =>
  events.map(({ action }) => action)

type Stages = Awaited<ReturnType<typeof defaultPipeline>>

/** What the log of the organization has of somebody's. */
function done(acme: Company, action: string, userId: string) {
  return inDatabase(
    acme,
    `SELECT id FROM audit_events WHERE action = $1 AND actor_id = $2 AND outcome = 'done'`,
    [action, userId]
  )
}
