import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import Organization from '#plugins/identity/models/organization'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { eventsOf } from '#tests/support/audit'
import { runJobs } from '#tests/support/jobs'
import { Mailbox } from '#tests/support/mailbox'
import { type Company, makeCompany, makePersona } from '#tests/support/personas'
import { type Visitor, enter, makeSuperuser } from '#tests/support/visitor'

const ORGANIZATIONS = '/admin/organizations'
const NEW = `${ORGANIZATIONS}/new`

const named = (name: string) => UnitOfWork.run(asSystem, () => Organization.findBy('name', name))
const freshName = () => `Initech ${randomUUID().slice(0, 8)}`

test.group('Admin | organizations | made', (group) => {
  const mailbox = Mailbox.during(group)

  test('belong to a user who has an account', async ({ client, assert }) => {
    const owner = await makePersona()
    const name = freshName()
    const visitor = await enter()

    const answer = await visitor.send(NEW, ORGANIZATIONS, {
      name,
      owner_email: owner.email,
      currency: 'CHF',
      time_zone: 'Europe/Zurich',
      subscription_plan: 'enterprise',
      settings: '{"colour":"red"}',
    })

    assert.include((await visitor.follow(answer)).html, `${name} is there`)
    assert.containSubset((await named(name))?.$attributes, {
      currency: 'CHF',
      timeZone: 'Europe/Zurich',
      subscriptionPlan: 'enterprise',
      settings: { colour: 'red' },
    })
    const me = await client.get('/api/users/me/').bearerToken(owner.token)
    assert.equal(me.body().memberships[0].role, 'owner')
    const roles = await client.get('/api/roles/').bearerToken(owner.token)
    assert.isAtLeast(roles.body().count, 5)
  })

  test('give their owner an account when there is none', async ({ assert }) => {
    const [name, email] = [freshName(), `olga.${randomUUID().slice(0, 8)}@example.com`]
    const visitor = await enter()

    await visitor.send(NEW, ORGANIZATIONS, { name, owner_email: email })
    await runJobs()

    assert.equal(mailbox.last(email).subject, 'You have an account now')
    assert.isNotNull(await named(name))
  })

  test('are refused beside the fields that are wrong, and no one gets an account', async ({
    assert,
  }) => {
    const visitor = await enter()
    const email = `olga.${randomUUID().slice(0, 8)}@example.com`
    const name = freshName()
    const answer = await visitor.send(NEW, ORGANIZATIONS, {
      name,
      owner_email: email,
      website: 'javascript:alert(1)',
      settings: '{',
    })
    const { html } = await visitor.follow(answer)
    const second = await visitor.send(NEW, ORGANIZATIONS, {
      name,
      owner_email: email,
      website: 'javascript:alert(1)',
      brand_color: 'blue',
    })
    const after = await visitor.follow(second)

    assert.include(html, 'id="wrong-settings"')
    assert.include(html, `value="${name}"`)
    for (const field of ['website', 'brand_color']) {
      assert.include(after.html, `id="wrong-${field}"`)
    }
    assert.isNull(await named(name))
    assert.isNull(await UnitOfWork.run(asSystem, () => User.findByEmail(email)))
  })

  test('belong to no one who is locked out', async ({ assert }) => {
    const owner = await makePersona()
    await UnitOfWork.run(asSystem, async () => {
      await (await User.findOrFail(owner.userId)).deactivate()
    })
    const visitor = await enter()
    const fields = { name: freshName(), owner_email: owner.email }
    const answer = await visitor.send(NEW, ORGANIZATIONS, fields)

    assert.include((await visitor.follow(answer)).html, 'This account is deactivated.')
    assert.isNull(await named(fields.name))
  })

  test('are never in the way of the page that makes them', async ({ assert }) => {
    const visitor = await enter()
    const owner = await makePersona()
    const answer = await visitor.send(NEW, ORGANIZATIONS, {
      name: 'New',
      owner_email: owner.email,
    })

    assert.match(answer.location ?? '', /^\/admin\/organizations\/organization-new/)
  })
})

test.group('Admin | organizations | changed', (group) => {
  let acme: Company
  let visitor: Visitor
  let superuserId: string

  group.each.setup(async () => {
    acme = await makeCompany()
    const superuser = await makeSuperuser()
    superuserId = superuser.userId
    visitor = await enter(superuser)
  })

  const edit = async (fields: Record<string, string>) => {
    const page = `${ORGANIZATIONS}/${acme.slug}`
    const { html } = await visitor.get(`${page}/edit`)
    const version = /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
    return visitor.send(`${page}/edit`, page, { version, ...fields })
  }

  test('are what the form says, which their log tells', async ({ assert }) => {
    const name = freshName()
    const answer = await edit({
      name,
      subscription_status: 'past_due',
      fiscal_year_start_month: '4',
      currency: 'JPY',
      industry: '',
    })

    assert.include((await visitor.follow(answer)).html, 'Saved.')
    assert.containSubset((await named(name))?.$attributes, {
      subscriptionStatus: 'past_due',
      fiscalYearStartMonth: 4,
      currency: 'JPY',
    })
    const [event] = (await eventsOf(acme, 'organizations')).slice(-1)
    assert.containSubset(event, { action: 'organizations:update', actor_id: superuserId })
    assert.deepInclude(event?.after, { name })
  })

  test('show what they have, and keep it when nothing is changed', async ({ assert }) => {
    const name = freshName()
    await edit({ name, time_zone: 'Asia/Tokyo' })
    const { html } = await visitor.get(`${ORGANIZATIONS}/${acme.slug}/edit`)

    assert.match(html, /<option\s+value="Asia\/Tokyo"\s+selected/)
    assert.include(html, `value="${name}"`)
  })

  test('are refused in a version that a user has changed since', async ({ assert }) => {
    const name = freshName()
    const answer = await edit({ name, version: '88' })

    assert.include((await visitor.follow(answer)).html, 'has changed since you read it')
    assert.isNull(await named(name))
  })
})
