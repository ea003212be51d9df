import { test } from '@japa/runner'
import { makeCustomer } from '#tests/support/customers'
import { makeCompany } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { enter, makeSuperuser } from '#tests/support/visitor'

test.group('Admin | records | index', () => {
  test('shows the records of the organization that the path names, and no others', async ({
    assert,
  }) => {
    const [acme, globex] = [await makeCompany(), await makeCompany('Globex')]
    await makeCustomer(acme, { name: 'Wile E. Coyote' })
    await makeCustomer(globex, { name: 'Hank Scorpio' })

    const { status, html } = await (
      await enter()
    ).get(`/admin/organizations/${acme.slug}/customers`)

    assert.equal(status, 200)
    assert.include(html, 'Wile E. Coyote')
    assert.notInclude(html, 'Hank Scorpio')
  })

  test('narrows the list by search and filters, as a form sends them', async ({ assert }) => {
    const acme = await makeCompany()
    await makeCustomer(acme, { name: 'Road Runner', status: 'vip' })
    await makeCustomer(acme, { name: 'Wile E. Coyote', status: 'prospect' })
    const visitor = await enter()
    const list = `/admin/organizations/${acme.slug}/customers`

    const searched = await visitor.get(`${list}?search=runner`)
    const filtered = await visitor.get(
      `${list}?status[in][]=prospect&status[in][]=inactive&name[contains]=&created_at[gte]=`
    )

    assert.include(searched.html, 'Road Runner')
    assert.notInclude(searched.html, 'Coyote')
    assert.include(filtered.html, 'Coyote')
    assert.notInclude(filtered.html, 'Road Runner')
  })

  test('sorts, and says by what', async ({ assert }) => {
    const acme = await makeCompany()
    for (const name of ['Beta', 'Alpha']) await makeCustomer(acme, { name })

    const { html } = await (
      await enter()
    ).get(`/admin/organizations/${acme.slug}/customers?ordering=name`)

    assert.isBelow(html.indexOf('Alpha'), html.indexOf('Beta'))
    assert.include(html, 'aria-sort="ascending"')
  })

  test('leaves in the audit log of the organization who looked at what', async ({ assert }) => {
    const acme = await makeCompany()
    const superuser = await makeSuperuser()
    const visitor = await enter(superuser)

    await visitor.get(`/admin/organizations/${acme.slug}/customers?search=secret`)

    const { rows } = await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      unit.query(`SELECT actor_id, details FROM audit_events WHERE action = 'admin:read'`)
    )
    assert.deepEqual(rows, [
      {
        actor_id: superuser.userId,
        details: { path: `/admin/organizations/${acme.slug}/customers` },
      },
    ])
  })

  test('is not found for an organization or a resource that is not there', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()

    const answers = [
      await visitor.get('/admin/organizations/nowhere/customers'),
      await visitor.get(`/admin/organizations/${acme.slug}/unicorns`),
      await visitor.get(`/admin/organizations/${acme.slug}/users`),
    ]

    assert.deepEqual(
      answers.map(({ status }) => status),
      [404, 404, 404]
    )
    assert.include(answers[0]?.html ?? '', 'Organization not found.')
  })

  test('shows what people wrote as text, whatever it is', async ({ assert }) => {
    const acme = await makeCompany()
    const hostile = `<script>alert(1)</script>{{ 7*7 }}"'><img src=x onerror=alert(1)>`
    await makeCustomer(acme, { name: hostile })

    const { html } = await (await enter()).get(`/admin/organizations/${acme.slug}/customers`)

    assert.notInclude(html, '<script>alert')
    assert.notInclude(html, '<img src=x')
    assert.include(html, '&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}')
  })
})
