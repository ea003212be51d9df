import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { actionsOf, eventsOf } from '#tests/support/audit'
import { makeCustomer } from '#tests/support/customers'
import { someOfEverything } from '#tests/support/everything'
import { FilledForm } from '#tests/support/forms'
import { type Company, hire, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'
import { pageResources } from '#admin/page_resources'
import type { Visitor } from '#tests/support/visitor'

const listOf = ({ slug }: Company) => `/admin/organizations/${slug}/customers`

/** A customer of that name who was made, changed and deleted. */
async function deletedCustomer(visitor: Visitor, acme: Company, name: string) {
  const id = await makeCustomer(acme, { name, city: 'Tucson' })
  const page = `${listOf(acme)}/${id}`
  await visitor.send(page, `${page}/deletion`)
  return { id, page }
}

test.group('Admin | records | deleted', () => {
  test('has a page with what it was and what happened to it, to which its list leads', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const { page } = await deletedCustomer(visitor, acme, 'Wile E. Coyote')

    const list = await visitor.get(`${listOf(acme)}?deleted=true`)
    const { status, html } = await visitor.get(page)

    assert.match(list.html, new RegExp(`href="${page}">\\s*Wile E. Coyote`))
    assert.equal(status, 200)
    for (const part of [
      'Wile E. Coyote',
      'Tucson',
      'badge-bad">Deleted',
      '<strong>Delete</strong>',
    ])
      assert.include(html, part)
  })

  test('is looked at only: it is neither changed nor deleted again', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const { id, page } = await deletedCustomer(visitor, acme, 'Coyote')

    const { html } = await visitor.get(page)
    const form = await visitor.get(`${page}/edit`)
    await visitor.send(page, page, { version: '2', name: 'Road Runner' })
    await visitor.send(page, `${page}/deletion`)

    assert.notInclude(html, `${page}/edit`)
    assert.notInclude(html, `${page}/deletion`)
    assert.equal(form.status, 404)
    assert.deepEqual(
      actionsOf(
        (await eventsOf(acme, 'customers')).filter(({ record_id: of }) => of === id)
      ).filter((action) => action !== 'admin:read'),
      ['customers:create', 'customers:delete']
    )
  })

  test('comes back by its button, which its history tells', async ({ client, assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const { id, page } = await deletedCustomer(visitor, acme, 'Coyote')

    const answer = await visitor.send(page, `${page}/restoration`)

    const { html } = await visitor.follow(answer)
    assert.include(html, 'Restored.')
    assert.include(html, '<strong>Restore</strong>')
    assert.include(html, `${page}/edit`)
    ;(await api(client, acme.owner).get(`/api/customers/${id}/`)).assertStatus(200)
  })

  test('stays deleted when another one has taken its place, and says so', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const { post } = api(client, acme.owner)
    const twin = { full_name: 'Eve Moss', user_id: (await hire(acme)).userId }
    const { id } = (await post('/api/employees/', twin)).body()
    const page = `/admin/organizations/${acme.slug}/employees/${id}`
    await visitor.send(page, `${page}/deletion`)
    ;(await post('/api/employees/', twin)).assertStatus(201)

    const answer = await visitor.send(page, `${page}/restoration`)

    const { html } = await visitor.follow(answer)
    assert.equal(answer.location, page)
    assert.include(html, 'role="alert"')
    assert.include(html, 'badge-bad">Deleted')
  })

  test('is absent for a user who acts as one who may not bring it back', async ({ assert }) => {
    const acme = await makeCompany()
    const viewer = await hire(acme, { roles: ['viewer'] })
    const visitor = await enter()
    const { page } = await deletedCustomer(visitor, acme, 'Coyote')
    const user = `/admin/users/${viewer.userId}`
    await visitor.send(user, `${user}/impersonations`, {
      organization: acme.slug,
      reason: 'Ticket 4711',
      minutes: '15',
    })

    assert.equal((await visitor.get(page)).status, 404)
    assert.notInclude((await visitor.get(listOf(acme))).html, 'deleted=true')
    const acting = `/admin/organizations/${acme.slug}/acting`
    assert.equal((await visitor.send(acting, `${page}/restoration`)).status, 302)
    assert.equal((await visitor.get(page)).status, 404)
  })

  test('is absent in any other organization', async ({ assert }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    const visitor = await enter()
    const { id } = await deletedCustomer(visitor, acme, 'Coyote')

    assert.equal((await visitor.get(`${listOf(globex)}/${id}`)).status, 404)
  })

  test('is shown and comes back, of whichever resource it is', async ({ client, assert }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    const visitor = await enter()
    const wrong: string[] = []
    let count = 0
    for (const { name } of pageResources().filter(({ softDeletes }) => softDeletes)) {
      const page = `/admin/organizations/${acme.slug}/${name}/${ids[name]?.at(0)}`
      const { html } = await visitor.get(page)
      if (!html.includes(`${page}/deletion`)) continue
      const { body } = FilledForm.on(html, `${page}/deletion`)
      const { location } = await visitor.post(`${page}/deletion`, body, page)
      const shown = await visitor.get(page)
      const isKept = location === page && !shown.html.includes('badge-bad">Deleted')
      if (isKept) continue
      count += 1
      const restored = await visitor.send(page, `${page}/restoration`)
      if (shown.status !== 200 || !(await visitor.follow(restored)).html.includes('Restored.'))
        wrong.push(name)
    }

    assert.isAbove(count, 5)
    assert.deepEqual(wrong, [])
  }).timeout(30_000)
})
