import { test } from '@japa/runner'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { makeCustomer } from '#tests/support/customers'
import { FilledForm } from '#tests/support/forms'
import { type Company, type Persona, makeCompany } from '#tests/support/personas'
import { type Visitor, enter, makeSuperuser } from '#tests/support/visitor'

const MADE = 'This is now a customer.'
const listOf = ({ slug }: Company) => `/admin/organizations/${slug}/customers`

/** Sends the form of a new customer. */
const create = (visitor: Visitor, list: string, fields: Record<string, string>) =>
  visitor.send(`${list}/new`, list, fields)

async function flashesOf({ userId }: Persona): Promise<number> {
  const { rows } = await UnitOfWork.run(asSystem, (unit) =>
    unit.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM admin_sessions s, jsonb_each(s.data -> '__flash__')
       WHERE s.user_id = $1`,
      [userId]
    )
  )
  return rows[0]?.count ?? 0
}

test.group('Admin | messages', () => {
  test('are on the page that they are for, once, whatever other tabs and scripts ask for before', async ({
    assert,
  }) => {
    const visitor = await enter()
    const list = listOf(await makeCompany())

    const made = await create(visitor, list, { name: 'Coyote' })
    const others = [
      await visitor.open('/admin'),
      await visitor.open(list),
      await visitor.open(String(made.location)),
    ]
    const shown = await visitor.follow(made)
    const again = await visitor.follow(made)

    for (const { html } of [...others, again]) assert.notInclude(html, MADE)
    assert.include(shown.html, MADE)
  })

  test('of two tabs with one address are each in their own', async ({ assert }) => {
    const visitor = await enter()
    const list = listOf(await makeCompany())
    const form = FilledForm.on((await visitor.get(`${list}/new`)).html, list)
    const send = (name: string) =>
      visitor.post(list, form.with({ name, rating: '9' }).body, `${list}/new`)
    const [first, second] = [await send('First'), await send('Second')]

    const typed = async (answer: typeof first) =>
      FilledForm.on((await visitor.follow(answer)).html, list).get('name')

    assert.equal(first.location, second.location)
    assert.equal(await typed(second), 'Second')
    assert.equal(await typed(first), 'First')
    assert.equal(FilledForm.on((await visitor.open(`${list}/new`)).html, list).get('name'), '')
  })

  test('leave no trace in what the page links to, and go on with a second redirect', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const id = await makeCustomer(acme, { name: 'Coyote' })
    const visitor = await enter()
    const list = listOf(acme)

    const token = await visitor.token(list)
    const post = (to: string, fields: Record<string, string>, from = list) =>
      visitor.post(
        `${list}/${to}`,
        new URLSearchParams({ ...fields, '_csrf': token, 'ids[]': id }),
        from
      )

    const unsaid = await post('bulk', { change: '' }, `${list}/bulk`)
    const deleted = await post('deletions', { change: 'delete', back: `${list}?search=o` })
    const { html } = await visitor.follow(deleted)
    const again = await visitor.follow(await visitor.follow(unsaid))

    assert.equal(deleted.location, `${list}?search=o`)
    assert.match(deleted.way ?? '', /\?search=o&_flash=[0-9a-f]{16}$/)
    assert.include(html, '1 customer deleted.')
    assert.notInclude(html, '_flash')
    assert.equal(unsaid.location, `${list}/bulk`)
    assert.include(again.html, 'message-bad')
  })

  test('to pages that were never asked for are forgotten', async ({ assert }) => {
    const sue = await makeSuperuser()
    const visitor = await enter(sue)
    const list = listOf(await makeCompany())
    const form = FilledForm.on((await visitor.get(`${list}/new`)).html, list)
    for (let times = 0; times < 23; times += 1) {
      await visitor.post(list, form.with({ rating: '9' }).body, `${list}/new`)
    }
    assert.equal(await flashesOf(sue), 21)

    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        `UPDATE admin_sessions SET data = jsonb_set(data, '{__flash__}', (
           SELECT jsonb_object_agg(key, value || '{"at": 0}') FROM jsonb_each(data -> '__flash__')))
         WHERE user_id = $1`,
        [sue.userId]
      )
    )
    await visitor.post(list, form.with({ rating: '9' }).body, `${list}/new`)

    assert.equal(await flashesOf(sue), 1)
  })
})
