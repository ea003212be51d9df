import { test } from '@japa/runner'
import { definePlugin } from '#core/plugins/api'
import { problemsOf } from '#core/plugins/problems'
import { installedPlugins } from '#core/plugins/installed'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

/** Finds customers by the titles of their deals, and, as a careless one does, whoever else has such. */
const bystanders = definePlugin({
  id: 'bystanders',
  version: '1.0.0',
  searches: {
    customers: (bind, { words }) =>
      `SELECT customer_id, CASE WHEN title = ${bind(words)} THEN 0 ELSE 3 END
       FROM deals WHERE strpos(title, ${bind(words)}) > 0`,
  },
})

const wrong = definePlugin({
  id: 'wrong-search',
  version: '1.0.0',
  searches: { customers: () => 'SELECT nothing FROM nowhere' },
})

test.group('Plugins | searches', (group) => {
  bring(group, [bystanders, wrong])

  test('find what a plugin finds, the best first, with all else that a list knows', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const [ann, ben, cid, dan] = await Promise.all(
      ['Ann', 'Ben', 'Cid Hall', 'Dan'].map((name) => makeCustomer(acme, { name }))
    )
    await makeDeal(acme, { customer_id: ann, title: 'Big Hall' })
    await makeDeal(acme, { customer_id: ann, title: 'Another Hall' })
    await makeDeal(acme, { customer_id: ben, title: 'Hall' })
    await makeDeal(acme, { customer_id: dan, title: 'Hall' })
    const { get, delete: remove } = api(client, acme.owner)
    await remove(`/api/customers/${dan}/?force=true`)
    const found = async (query: string) => {
      const { count, results } = (await get(`/api/customers/?search=Hall${query}`)).body()
      return [count, ...results.map(({ name }: { name: string }) => name)]
    }

    assert.deepEqual(await found(''), [1, 'Cid Hall'])
    await turnOn(acme, 'bystanders')

    assert.deepEqual(await found(''), [3, 'Ben', 'Cid Hall', 'Ann'])
    assert.deepEqual(await found('&ordering=name'), [3, 'Ann', 'Ben', 'Cid Hall'])
    assert.deepEqual(await found('&name=Ann'), [1, 'Ann'])
    assert.deepEqual(await found('&cursor=&count=exact'), [3, 'Ben', 'Cid Hall', 'Ann'])
    assert.include((await get('/api/customers/export/?search=Hall')).text(), 'Ann')
    assert.isDefined(cid)
  })

  test('find nothing that the caller may not find, and nothing of another organization', async ({
    client,
    assert,
  }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    for (const company of [acme, globex]) {
      await turnOn(company, 'bystanders')
      await makeDeal(company, {
        customer_id: await makeCustomer(company, { name: 'Ann' }),
        title: 'Hall',
      })
    }
    const narrow = await hireWith(acme, ['customers:read/own'])
    const countFor = async (caller: typeof narrow) =>
      (await api(client, caller).get('/api/customers/?search=Hall')).body().count

    assert.equal(await countFor(acme.owner), 1)
    assert.equal(await countFor(narrow), 0)
  })

  test('name the plugin whose SQL cannot run, and the resource that cannot be searched so', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'wrong-search')
    const failed = await api(client, acme.owner).get('/api/customers/?search=Hall')
    failed.assertStatus(500)
    failed.assertBodyContains({ code: 'plugin_failed', plugin: 'wrong-search' })

    const misplaced = definePlugin({
      id: 'misplaced',
      version: '1.0.0',
      searches: { pipelines: () => null },
    })
    assert.include(
      problemsOf([...installedPlugins(), misplaced]),
      '"misplaced" finds "pipelines" by words, whose search is not ranked'
    )
  })
})
