import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { FilledForm } from '#tests/support/forms'
import { type Company, makeCompany } from '#tests/support/personas'
import { type Visitor, enter } from '#tests/support/visitor'

const listOf = ({ slug }: Company) => `/admin/organizations/${slug}/customers`

/** Chooses customers in their list to be deleted. @returns the page that asks */
async function ask(visitor: Visitor, list: string, ids: readonly string[]) {
  const form = FilledForm.on((await visitor.get(list)).html, `${list}/bulk`)
  const { body } = form.with({ change: 'delete' })
  body.delete('ids[]')
  for (const id of ids) body.append('ids[]', id)
  return visitor.post(`${list}/bulk`, body, list)
}

test.group('Admin | records | what refers to what is deleted', () => {
  test('is told by the question about one, which deletes it once it is answered', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const id = await makeCustomer(acme)
    await makeDeal(acme, { customer_id: id })
    await makeDeal(acme, { customer_id: id })
    const visitor = await enter()
    const page = `${listOf(acme)}/${id}`

    const { html } = await visitor.get(page)
    await visitor.post(`${page}/deletion`, FilledForm.on(html, `${page}/deletion`).body, page)

    assert.include(html, '2 deals refer to it, and will refer to nothing then.')
    ;(await api(client, acme.owner).get(`/api/customers/${id}/`)).assertStatus(404)
  })

  test('is told by the question about many, which deletes them once it is answered', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const ids = [await makeCustomer(acme), await makeCustomer(acme), await makeCustomer(acme)]
    for (const id of ids.slice(0, 2)) await makeDeal(acme, { customer_id: id })
    const visitor = await enter()
    const list = listOf(acme)

    const { html } = await ask(visitor, list, ids)
    const { body } = FilledForm.on(html, `${list}/deletions`)
    const done = await visitor.follow(await visitor.post(`${list}/deletions`, body, `${list}/bulk`))

    assert.include(html, '2 deals refer to them, and will refer to nothing then.')
    assert.include(done.html, '3 customers deleted.')
    assert.equal((await api(client, acme.owner).get('/api/customers/')).body().count, 0)
  })

  test('asks again where more of it came meanwhile, about one and about many', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const id = await makeCustomer(acme)
    const visitor = await enter()
    const list = listOf(acme)
    const page = `${list}/${id}`
    const one = FilledForm.on((await visitor.get(page)).html, `${page}/deletion`).body
    const many = FilledForm.on((await ask(visitor, list, [id])).html, `${list}/deletions`).body
    await makeDeal(acme, { customer_id: id })

    const refused = await visitor.follow(await visitor.post(`${page}/deletion`, one, page))
    const all = await visitor.follow(await visitor.post(`${list}/deletions`, many, list))

    assert.include(refused.html, 'Nothing was deleted: 1 deal refers to it.')
    assert.include(refused.html, '1 deal refers to it, and will refer to nothing then.')
    assert.include(all.html, 'Nothing was deleted: 1 deal refers to it.')
    ;(await api(client, acme.owner).get(`/api/customers/${id}/`)).assertStatus(200)
  })

  test('is asked about of no one where nothing refers to it', async ({ assert }) => {
    const acme = await makeCompany()
    const page = `${listOf(acme)}/${await makeCustomer(acme)}`
    const visitor = await enter()

    const { html } = await visitor.get(page)
    const deleted = await visitor.follow(await visitor.send(page, `${page}/deletion`))

    assert.notInclude(html, 'will refer to nothing then')
    assert.include(deleted.html, 'Deleted.')
  })
})
