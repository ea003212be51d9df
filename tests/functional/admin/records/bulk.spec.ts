import { test } from '@japa/runner'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { FilledForm } from '#tests/support/forms'
import { type Company, makeCompany } from '#tests/support/personas'
import { type Visitor, enter } from '#tests/support/visitor'

const listOf = ({ slug }: Company) => `/admin/organizations/${slug}/customers`

async function customers({ id }: Company) {
  const { rows } = await UnitOfWork.run(forOrganization(id), (unit) =>
    unit.query<{ id: string; status: string; is_gone: boolean }>(
      'SELECT id, status, deleted_at IS NOT NULL AS is_gone FROM customers ORDER BY id'
    )
  )
  return rows
}

/** Chooses records and what to do in a list. @returns the page that asks */
async function ask(visitor: Visitor, list: string, ids: readonly string[], change: string) {
  const form = FilledForm.on((await visitor.get(list)).html, `${list}/bulk`)
  const body = form.with({ change }).body
  /* A page that comes again has those chosen that were. */
  body.delete('ids[]')
  for (const id of ids) body.append('ids[]', id)
  return visitor.post(`${list}/bulk`, body, list)
}

test.group('Admin | records | many at once', () => {
  test('nothing is chosen to be done, and nothing happens before it is confirmed', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const ids = await makeCustomers(acme, 3)
    const visitor = await enter()
    const list = listOf(acme)
    const { html } = await visitor.get(list)

    const unsaid = await ask(visitor, list, ids, '')
    const asked = await ask(visitor, list, ids, 'delete')

    assert.equal(FilledForm.on(html, `${list}/bulk`).get('change'), '')
    assert.include((await visitor.follow(unsaid)).html, 'Customer 1')
    assert.include(asked.html, 'Delete 3 customers?')
    assert.include(asked.html, 'Customer 2')
    assert.isTrue((await customers(acme)).every((each) => !each.is_gone))
  })

  test('what was deleted comes back by Undo, exactly that', async ({ assert }) => {
    const acme = await makeCompany()
    const ids = await makeCustomers(acme, 3)
    const visitor = await enter()
    const list = listOf(acme)
    const old = await makeCustomer(acme, { name: 'Gone before' })
    await visitor.send(list, `${list}/${old}/deletion`)
    const asked = await ask(visitor, list, ids.slice(0, 2), 'delete')
    const form = FilledForm.on(asked.html, `${list}/deletions`)

    const done = await visitor.follow(
      await visitor.post(`${list}/deletions`, form.body, `${list}/bulk`)
    )
    const offer = FilledForm.on(done.html, `${list}/undos`)
    const undone = await visitor.follow(await visitor.post(`${list}/undos`, offer.body, list))

    assert.include(done.html, '2 customers deleted.')
    assert.include(undone.html, '2 of 2 undone.')
    const gone = (await customers(acme)).filter((each) => each.is_gone)
    assert.deepEqual(
      gone.map(({ id }) => id),
      [old]
    )
  })

  test('Undo brings nothing back that another user has deleted since', async ({ assert }) => {
    const acme = await makeCompany()
    const ids = await makeCustomers(acme, 2)
    const visitor = await enter()
    const other = await enter()
    const list = listOf(acme)
    const asked = await ask(visitor, list, ids, 'delete')
    const form = FilledForm.on(asked.html, `${list}/deletions`)
    const done = await visitor.follow(
      await visitor.post(`${list}/deletions`, form.body, `${list}/bulk`)
    )
    const offer = FilledForm.on(done.html, `${list}/undos`)
    const [first = '', second] = ids
    await other.send(list, `${list}/${first}/restoration`)
    await other.send(list, `${list}/${first}/deletion`)

    const undone = await visitor.follow(await visitor.post(`${list}/undos`, offer.body, list))

    assert.include(undone.html, '1 of 2 undone.')
    assert.include(undone.html, 'It has been changed since.')
    assert.deepEqual(
      (await customers(acme)).filter((each) => !each.is_gone).map(({ id }) => id),
      [second]
    )
  })

  test('what was set is set back by Undo, where no one has changed it since', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const ids = await makeCustomers(acme, 2)
    const before = (await customers(acme)).map(({ status }) => status)
    const visitor = await enter()
    const list = listOf(acme)
    const asked = await ask(visitor, list, ids, 'status=vip')
    const form = FilledForm.on(asked.html, `${list}/updates`)
    const done = await visitor.follow(
      await visitor.post(`${list}/updates`, form.body, `${list}/bulk`)
    )
    const offer = FilledForm.on(done.html, `${list}/undos`)
    const [first = ''] = ids
    await visitor.send(`${list}/${first}/edit`, `${list}/${first}`, {
      version: '2',
      status: 'inactive',
    })

    const undone = await visitor.follow(await visitor.post(`${list}/undos`, offer.body, list))

    assert.include(undone.html, '1 of 2 undone.')
    assert.include(undone.html, 'It has been changed since.')
    const after = new Map((await customers(acme)).map(({ id, status }) => [id, status]))
    assert.equal(after.get(first), 'inactive')
    assert.equal(after.get(ids[1] ?? ''), before[1])
  })

  test('no one undoes what another did', async ({ assert }) => {
    const acme = await makeCompany()
    const [id = ''] = await makeCustomers(acme, 1)
    const [sue, pat] = [await enter(), await enter()]
    const list = listOf(acme)
    const done = await sue.follow(await sue.send(list, `${list}/${id}/deletion`))
    const events = FilledForm.on(done.html, `${list}/undos`).get('events') ?? ''

    await pat.send(list, `${list}/undos`, { events, field: '' })

    assert.isTrue((await customers(acme))[0]?.is_gone)
  })

  test('Undo takes back what the form did, and nothing else under the same request id', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const [first = '', second = ''] = await makeCustomers(acme, 2)
    const sue = (await enter()).callsItself('one-for-all')
    const list = listOf(acme)
    await sue.send(list, `${list}/${first}/deletion`)
    const done = await sue.follow(await sue.send(list, `${list}/${second}/deletion`))

    const offer = FilledForm.on(done.html, `${list}/undos`)
    const undone = await sue.follow(await sue.post(`${list}/undos`, offer.body, list))

    assert.include(undone.html, '1 of 1 undone.')
    const gone = (await customers(acme)).filter((each) => each.is_gone)
    assert.deepEqual(
      gone.map(({ id }) => id),
      [first]
    )
  })
})
