import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeEmployee } from '#tests/support/employees'
import { impersonate } from '#tests/support/impersonations'
import { notificationsOf, notifyAll } from '#tests/support/notifications'
import { hire, makeCompany } from '#tests/support/personas'
import { enter } from '#tests/support/visitor'

test.group('Admin | notifications', () => {
  test('the bell, the page behind it and the agenda are those of whoever looks', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const ben = await hire(acme, { roles: ['manager'] })
    const employee = await makeEmployee(acme, { userId: ben.userId })
    await api(client, acme.owner).post('/api/tasks/', {
      subject: 'Call <b>Ada</b>',
      due_at: new Date().toISOString(),
      owner_id: employee,
    })
    await notifyAll(acme)
    const visitor = await enter()
    const here = `/admin/organizations/${acme.slug}`
    assert.include((await visitor.get(`${here}/notifications`)).html, 'Nothing has happened here')
    assert.include((await visitor.get(here)).html, 'data-unread=0')
    await impersonate(visitor, ben, acme)
    const { html } = await visitor.get(`${here}/notifications`)
    assert.notInclude(html, 'data-unread')
    assert.include(html, 'Assigned to you')
    assert.include(html, 'Call &lt;b&gt;Ada&lt;/b&gt;')
    assert.include((await visitor.get(`${here}/agenda`)).html, 'Call &lt;b&gt;Ada&lt;/b&gt;')
    await visitor.send(`${here}/notifications`, `${here}/notifications`, {})
    assert.isTrue((await notificationsOf(client, ben))[0]?.is_read)
  })
})
