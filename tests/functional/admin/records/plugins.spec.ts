import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import entries from '#plugins/loyalty/resource'
import { declareResource } from '#core/resources/registry'
import { api } from '#tests/support/api'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { type Company, makeCompany } from '#tests/support/personas'
import { turnOn } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

const listOf = ({ slug }: Company) => `/admin/organizations/${slug}/loyalty-entries`
const chosen = (ids: readonly string[]) => ids.map((id): [string, string] => ['ids[]', id])

/** A company in which a customer was given points twice. @returns it, and the entries' ids */
async function loyalCompany(client: ApiClient, reasons = ['Birthday', 'Fair']) {
  const acme = await makeCompany()
  await turnOn(acme, 'loyalty', { welcome_points: 0 })
  const customer = await makeCustomer(acme)
  const ids: string[] = []
  for (const reason of reasons) {
    const made = await api(client, acme.owner).post('/api/loyalty-entries/', {
      customer_id: customer,
      points: 5,
      reason,
    })
    ids.push(made.body().id)
  }
  return { acme, ids }
}

test.group('Admin | records | plugins | bulk', (group) => {
  group.each.setup(() => {
    declareResource({ ...entries, permissions: [...entries.permissions, 'bulk'] })
    return () => declareResource(entries)
  })

  test('many records of a plugin go at once, each through its hooks and into the log', async ({
    client,
    assert,
  }) => {
    const { acme, ids } = await loyalCompany(client, ['Birthday', 'Fair', 'Stays'])
    const visitor = await enter()
    const list = await visitor.get(listOf(acme))

    const answer = await visitor.send(
      listOf(acme),
      `${listOf(acme)}/deletions`,
      chosen(ids.slice(0, 2))
    )

    const { html } = await visitor.follow(answer)
    assert.include(list.html, `value="${ids[0]}"`)
    assert.include(html, '2 loyalty-entries deleted.')
    assert.include(html, 'Stays')
    assert.notInclude(html, 'Birthday')
    const actions = actionsOf(await eventsOf(acme, 'loyalty-entries'))
    assert.lengthOf(
      actions.filter((action) => action === 'loyalty-entries:delete'),
      2
    )
  })

  test('none of another organization goes with them', async ({ client, assert }) => {
    const { acme } = await loyalCompany(client)
    const { acme: globex, ids } = await loyalCompany(client)
    const visitor = await enter()

    await visitor.send(listOf(acme), `${listOf(acme)}/deletions`, chosen(ids))

    const { html } = await visitor.get(listOf(globex))
    for (const id of ids) assert.include(html, id)
  })
})

test.group('Admin | records | plugins', () => {
  test('nothing is done to many at once that the plugin does not declare', async ({
    client,
    assert,
  }) => {
    const { acme, ids } = await loyalCompany(client)
    const visitor = await enter()

    const before = await visitor.get(listOf(acme))
    const answer = await visitor.send(listOf(acme), `${listOf(acme)}/deletions`, chosen(ids))

    const after = await visitor.follow(answer)
    assert.notInclude(before.html, 'name="ids[]"')
    assert.include(after.html, 'Page not found.')
    for (const id of ids) assert.include(after.html, id)
  })

  test('no cell of the file of a list is a formula', async ({ client, assert }) => {
    const { acme } = await loyalCompany(client, ['=1+2', '+1', '-1', '@SUM(A1)', 'Fair'])

    const file = await (await enter()).get(`${listOf(acme)}/export`)

    assert.match(file.headers.get('content-type') ?? '', /^text\/csv/)
    for (const cell of [`'=1+2`, `'+1`, `'-1`, `'@SUM(A1)`, 'Fair']) assert.include(file.html, cell)
    assert.notMatch(file.html, /(^|,)"?[=+@]/m)
  })
})
