import { test } from '@japa/runner'
import { defineJob } from '#core/jobs/define_job'
import { enqueue } from '#core/jobs/enqueue'
import { jobs } from '#core/jobs/registry'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { api } from '#tests/support/api'
import { makeCustomers } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { hire, hireWith, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

const balks = defineJob({
  name: 'probe:balks',
  retry: { limit: 0 },
  async handle(_: object) {
    throw new Error('no')
  },
})
jobs.add(balks)

/** A page's words, without its markup. */
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

/** What a page says of something: the figure that follows its name. */
function figure(html: string, name: string): number {
  const found = new RegExp(`${name} ([\\d,]+)`).exec(textOf(html))?.[1]
  if (found === undefined) throw new Error(`The page does not tell of ${name}`)
  return Number(found.replaceAll(',', ''))
}

/** Of deals in dollars: how many are open, and in cents what those and the won ones are worth. */
function dollars(html: string): number[] {
  const [, open, value, , won] =
    /USD ([\d,]+) open deals? \$([\d,.]+) \$([\d,.]+) \$([\d,.]+)/.exec(textOf(html)) ?? []
  const number = (text = 'none') => Number(text.replaceAll(',', ''))
  return [number(open), Math.round(number(value) * 100), Math.round(number(won) * 100)]
}

test.group('Admin | dashboard', (group) => {
  group.each.setup(forgetJobs)

  test('adds up what open and won deals are worth, per currency, over all organizations', async ({
    client,
    assert,
  }) => {
    const visitor = await enter()
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    await makeDeal(acme, { value: '1' })
    const before = dollars((await visitor.get('/admin')).html)

    await makeDeal(acme, { value: '1000.50' })
    await makeDeal(globex, { value: '2000' })
    const won = await makeDeal(acme, { value: '400' })
    await api(client, acme.owner).post(`/api/deals/${won}/win/`)

    const after = dollars((await visitor.get('/admin')).html)
    assert.deepEqual(
      after.map((cents, index) => cents - (before[index] ?? 0)),
      [2, 300_050, 40_000]
    )
  })

  test('counts jobs that wait and dead letters', async ({ assert }) => {
    const visitor = await enter()
    await forgetJobs()
    await UnitOfWork.run(asSystem, () => enqueue(balks, {}))
    await runJobs()
    await UnitOfWork.run(asSystem, () => enqueue(balks, {}))

    const { html } = await visitor.get('/admin')

    assert.equal(figure(html, 'Waiting'), 1)
    assert.equal(figure(html, 'Running'), 0)
    assert.equal(figure(html, 'Dead letters'), 1)
    assert.match(html, /badge-bad">\s*1\s*</)
  })

  test('counts the requests that failed for a reason of ours, and names the last', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const before = figure((await visitor.get('/admin')).html, 'Failed requests')

    await api(client, acme.owner).post('/api/probes/throws')

    const { html } = await visitor.get('/admin')
    assert.equal(figure(html, 'Failed requests'), before + 1)
    assert.include(textOf(html), 'Last: POST /api/probes/throws,')
  })

  test('shows who came this week, as a chart that also says it in words', async ({ assert }) => {
    const visitor = await enter()
    const totals = (html: string) =>
      ['users', 'organizations'].map((name) =>
        Number(new RegExp(`New ${name} per week since [\\d-]+: (\\d+) in all`).exec(html)?.[1])
      )
    const [users = 0, organizations = 0] = totals((await visitor.get('/admin')).html)

    await makeCompany()
    await hire(await makeCompany())

    const { html } = await visitor.get('/admin')
    assert.deepEqual(totals(html), [users + 3, organizations + 2])
    assert.match(html, /<title>Week of \d{4}-\d\d-\d\d: \d+<\/title>/)
  })
})

test.group('Admin | organization', () => {
  test('has its roles with how many hold them, and its own lead to their forms', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    await hire(acme, { roles: ['sales'] })
    await hire(acme, { roles: ['sales'] })
    await hireWith(acme, ['customers:read'])

    const { html } = await (await enter()).get(`/admin/organizations/${acme.slug}`)

    assert.match(textOf(html), /Sales built in 2 members/)
    assert.match(textOf(html), /Viewer built in 0 members/)
    assert.match(html, /href="[^"]+\/permission-matrix\/[0-9a-f-]{36}">/)
  })

  test('has its plugins, and whether they are on', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const page = `/admin/organizations/${acme.slug}`

    const before = textOf((await visitor.get(page)).html)
    await turnOnAll(acme)
    const after = textOf((await visitor.get(page)).html)

    assert.match(before, /Loyalty Off/)
    assert.match(after, /Loyalty On/)
  })

  test('has what it holds, and leads there', async ({ assert }) => {
    const acme = await makeCompany()
    await makeCustomers(acme, 3)
    await makeDeal(acme)

    const { html } = await (await enter()).get(`/admin/organizations/${acme.slug}`)

    assert.equal(figure(html, 'Customers'), 3)
    assert.equal(figure(html, 'Deals'), 1)
    assert.include(html, `<a href="/admin/organizations/${acme.slug}/customers">Customers</a>`)
  })
})
