import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { hireWith, makeCompany } from '#tests/support/personas'

/** Deals are under customers here: what a plugin says of its own resource by `parent`. */
const pathOf = (customer: string, deal: string) =>
  `/api/probes/customers/${customer}/deals/${deal}/`

async function ground() {
  const acme = await makeCompany()
  const [ann, ben] = [await makeCustomer(acme), await makeCustomer(acme)]
  return { acme, ann, ben, deal: await makeDeal(acme, { customer_id: ann, title: 'Hall' }) }
}

test.group('Records below others', () => {
  test('are read, changed and deleted there, as by their own path', async ({ client, assert }) => {
    const { acme, ann, deal } = await ground()
    const { get, patch, put, delete: remove } = api(client, acme.owner)
    const path = pathOf(ann, deal)

    const [shown, own] = [await get(path), await get(`/api/deals/${deal}/`)]
    const changed = await patch(path, { title: 'Bigger hall' })
    const whole = await put(path, { ...changed.body(), title: 'Great hall' })

    assert.deepEqual(shown.body(), own.body())
    assert.equal(shown.header('etag')?.startsWith('"1-'), true)
    changed.assertStatus(200)
    assert.containsSubset(changed.body(), { title: 'Bigger hall', version: 2, customer_id: ann })
    whole.assertStatus(200)
    assert.equal((await get(`${path}?fields=title`)).body().title, 'Great hall')
    assert.equal((await get(pathOf(ann.toUpperCase(), deal.toUpperCase()))).status(), 200)
    const gone = await remove(path)
    gone.assertStatus(204)
    assert.equal((await get(path)).status(), 404)
    assert.equal((await get(`/api/deals/${deal}/`)).status(), 404)
  })

  test('are not there below another record, or one that is not there', async ({
    client,
    assert,
  }) => {
    const { acme, ann, ben, deal } = await ground()
    const globex = await ground()
    const { get, patch, delete: remove } = api(client, acme.owner)

    for (const path of [
      pathOf(ben, deal),
      pathOf(randomUUID(), deal),
      pathOf(ann, randomUUID()),
      pathOf(ann, globex.deal),
      pathOf(globex.ann, globex.deal),
      pathOf('no-id', deal),
      pathOf(ann, 'no-id'),
    ]) {
      for (const answer of [
        await get(path),
        await patch(path, { title: 'x' }),
        await remove(path),
      ]) {
        answer.assertStatus(404)
      }
    }
    assert.equal((await get(pathOf(ann, 'no-id'))).body().detail, 'Deal not found.')
    assert.equal((await get(pathOf('no-id', 'no-id'))).body().detail, 'Customer not found.')
    assert.equal((await get(`/api/deals/${deal}/`)).body().title, 'Hall')
  })

  test('are not there for callers who may not read the other record', async ({
    client,
    assert,
  }) => {
    const { acme, ann, deal } = await ground()
    const all = ['deals:read', 'deals:update', 'deals:delete']
    const blind = await hireWith(acme, all)
    const narrow = await hireWith(acme, [...all, 'customers:read/own'])
    const reader = await hireWith(acme, ['deals:read', 'customers:read'])

    for (const [caller, ...statuses] of [
      [blind, 403, 403, 403],
      [narrow, 404, 404, 404],
      [reader, 200, 403, 403],
    ] as const) {
      const { get, patch, delete: remove } = api(client, caller)
      const path = pathOf(ann, deal)
      const answers = [await get(path), await patch(path, { title: 'x' }), await remove(path)]
      assert.deepEqual(
        answers.map((answer) => answer.status()),
        statuses
      )
    }
    assert.equal((await api(client, acme.owner).get(pathOf(ann, deal))).body().title, 'Hall')
  })

  test('keep to their own reach, and to the record that they are below', async ({
    client,
    assert,
  }) => {
    const { acme, ann, ben, deal } = await ground()
    const own = await hireWith(acme, ['deals:read', 'deals:update/own', 'customers:read'])

    const theirs = await api(client, own).patch(pathOf(ann, deal), { title: 'x' })
    const moved = await api(client, acme.owner).patch(pathOf(ann, deal), { customer_id: ben })
    const same = await api(client, acme.owner).patch(pathOf(ann, deal), {
      customer_id: ann.toUpperCase(),
    })

    theirs.assertStatus(403)
    moved.assertStatus(422)
    moved.assertBodyContains({ errors: [{ field: 'customer_id', rule: 'parent' }] })
    same.assertStatus(200)
    assert.equal((await api(client, acme.owner).get(pathOf(ann, deal))).body().title, 'Hall')
  })

  test('are changed in the version that was read', async ({ client }) => {
    const { acme, ann, deal } = await ground()
    const change = (version: number) =>
      api(client, acme.owner)
        .patch(pathOf(ann, deal), { title: 'x' })
        .header('If-Match', `"${version}"`)

    const stale = await change(7)
    stale.assertStatus(412)
    const current = await change(1)
    current.assertStatus(200)
    const removed = await api(client, acme.owner)
      .delete(pathOf(ann, deal))
      .header('If-Match', '"1"')
    removed.assertStatus(412)
  })

  test('refuse to be deleted with what no path takes', async ({ client }) => {
    const { acme, ann, deal } = await ground()
    const refused = await api(client, acme.owner).delete(`${pathOf(ann, deal)}?fource=true`)
    refused.assertStatus(400)
  })
})
