import { test } from '@japa/runner'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { type Company, type Member, hire, makeCompany, makePersona } from '#tests/support/personas'
import { type Visitor, enter, makeSuperuser } from '#tests/support/visitor'

async function membershipOf({ userId }: { readonly userId: string }, { id }: Company) {
  const { rows } = await UnitOfWork.run(asSystem, (unit) =>
    unit.query<{ role: string; is_active: boolean; version: number }>(
      `SELECT role, is_active, version FROM user_organizations
       WHERE user_id = $1 AND organization_id = $2`,
      [userId, id]
    )
  )
  return rows[0] ?? null
}

test.group('Admin | memberships', (group) => {
  let acme: Company
  let visitor: Visitor
  let superuserId: string

  group.each.setup(async () => {
    acme = await makeCompany()
    const superuser = await makeSuperuser()
    superuserId = superuser.userId
    visitor = await enter(superuser)
  })

  const home = () => `/admin/organizations/${acme.slug}`
  const page = ({ membershipId }: Member) => `${home()}/members/${membershipId}`
  const change = async (member: Member, fields: Record<string, string>) => {
    const { version } = (await membershipOf(member, acme)) ?? { version: 0 }
    return visitor.send(page(member), page(member), {
      role: 'member',
      is_active: 'true',
      version: String(version),
      ...fields,
    })
  }

  test('are made from the page of an organization, by the address of an account', async ({
    assert,
  }) => {
    const nora = await makePersona('Nora')
    const say = async (email: string) => {
      const fields = { email, organization: acme.slug, role: 'admin' }
      return (await visitor.follow(await visitor.send(home(), '/admin/memberships', fields))).html
    }

    assert.include(await say(nora.email.toUpperCase()), 'Nora Test belongs to')
    assert.include(await say(nora.email), 'This user already belongs to the organization.')
    assert.include(await say('nobody@nowhere.example'), 'No account has this address.')
    assert.equal((await membershipOf(nora, acme))?.role, 'admin')
    const [event] = (await eventsOf(acme, 'members')).slice(-1)
    assert.containSubset(event, { action: 'members:create', actor_id: superuserId })
  })

  test('are made from the page of a user, by the slug of an organization', async ({ assert }) => {
    const nora = await makePersona('Nora')
    const from = `/admin/users/${nora.userId}`
    const say = async (organization: string) => {
      const fields = { email: nora.email, organization, role: 'owner' }
      return (await visitor.follow(await visitor.send(from, '/admin/memberships', fields))).html
    }

    assert.include(await say('no-such-organization'), 'Organization not found.')
    assert.include(await say(acme.slug), home())
    assert.equal((await membershipOf(nora, acme))?.role, 'owner')
  })

  test('are changed and ended, which their log tells', async ({ client, assert }) => {
    const seller = await hire(acme, { roles: ['sales'] })
    const read = () => client.get('/api/customers/').bearerToken(seller.token)

    await change(seller, { role: 'admin' })
    assert.containSubset(await membershipOf(seller, acme), { role: 'admin', is_active: true })
    await change(seller, { is_active: 'false' })
    assert.equal((await membershipOf(seller, acme))?.is_active, false)
    assert.isAtLeast((await read()).status(), 400)
    await change(seller, { is_active: 'true' })
    assert.equal((await read()).status(), 200)
    const answer = await visitor.send(page(seller), `${page(seller)}/end`)

    assert.include((await visitor.follow(answer)).html, 'Belongs to it no more.')
    assert.isNull(await membershipOf(seller, acme))
    const actions = actionsOf(await eventsOf(acme, 'members'))
    assert.includeMembers(actions, [
      'members:update',
      'members:deactivate',
      'members:activate',
      'members:delete',
    ])
  })

  test('leave an organization its last owner', async ({ assert }) => {
    const { owner } = acme
    const ways = [
      () => change(owner, { role: 'member' }),
      () => change(owner, { role: 'owner', is_active: 'false' }),
      () => visitor.send(page(owner), `${page(owner)}/end`),
    ]
    for (const way of ways) {
      const { html } = await visitor.follow(await way())
      assert.include(html, 'An organization keeps at least one active owner.')
    }
    assert.containSubset(await membershipOf(owner, acme), { role: 'owner', is_active: true })
  })

  test('are refused in a version that a user has changed since', async ({ assert }) => {
    const seller = await hire(acme)
    const answer = await change(seller, { role: 'owner', version: '99' })

    assert.include((await visitor.follow(answer)).html, 'has changed since you read it')
    assert.equal((await membershipOf(seller, acme))?.role, 'member')
  })

  test('of another organization are not there', async ({ assert }) => {
    const globex = await makeCompany('Globex')
    const path = `${home()}/members/${globex.owner.membershipId}`

    assert.equal((await visitor.get(path)).status, 404)
    const answer = await visitor.send(home(), `${path}/end`)
    assert.include((await visitor.follow(answer)).html, 'Membership not found.')
    assert.isNotNull(await membershipOf(globex.owner, globex))
  })
})
