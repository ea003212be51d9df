import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { clockOf } from '#admin/moments'
import { api } from '#tests/support/api'
import { restoreClock, setClock } from '#tests/support/clock'
import { makeCustomer } from '#tests/support/customers'
import { makeCompany } from '#tests/support/personas'
import { enter } from '#tests/support/visitor'

const KIRITIMATI = 'Pacific/Kiritimati'

/** Text as a browser shows it. */
const textOf = (html: string) => html.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ')

test.group('Admin | moments', (group) => {
  restoreClock(group)

  test('are those of the organization, and found by the day that is shown', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { patch } = api(client, acme.owner)
    ;(await patch(`/api/organizations/${acme.id}/`, { time_zone: KIRITIMATI })).assertStatus(200)
    setClock(DateTime.fromISO('2026-03-08T12:05:00Z'))
    const id = await makeCustomer(acme, { name: 'Wile E. Coyote' })
    const list = `/admin/organizations/${acme.slug}/customers`
    const visitor = await enter()

    const page = await visitor.get(`${list}/${id}`)
    const rows = await visitor.get(`${list}?columns=name,created_at`)
    const found = await visitor.get(`${list}?created_at[gte]=2026-03-09&created_at[lt]=2026-03-10`)
    const before = await visitor.get(`${list}?created_at[gte]=2026-03-08&created_at[lt]=2026-03-09`)

    for (const { html } of [page, rows]) {
      assert.include(textOf(html), '2026-03-09 02:05')
      assert.notInclude(textOf(html), '2026-03-08')
      assert.include(html, `title="2026-03-09 02:05 ${KIRITIMATI}"`)
    }
    assert.include(found.html, 'Wile E. Coyote')
    assert.notInclude(before.html, 'Wile E. Coyote')
  })

  test('of what happened to a record are those of the organization', async ({ client, assert }) => {
    const acme = await makeCompany()
    const { patch } = api(client, acme.owner)
    ;(await patch(`/api/organizations/${acme.id}/`, { time_zone: KIRITIMATI })).assertStatus(200)
    const id = await makeCustomer(acme)
    const visitor = await enter()

    const { html } = await visitor.get(`/admin/organizations/${acme.slug}/customers/${id}`)

    const history = /<ol class="history">.*?<\/ol>/s.exec(html)?.[0] ?? ''
    const [, moment = ''] = /datetime="([^"]+)"/.exec(history) ?? []
    const there = clockOf(KIRITIMATI).moment(moment).value
    assert.include(history, there)
    assert.notInclude(textOf(history), 'UTC')
  })

  test('are labelled as UTC on pages of no organization', async ({ assert }) => {
    const acme = await makeCompany()
    const visitor = await enter()

    const user = await visitor.get(`/admin/users/${acme.owner.userId}`)
    const users = await visitor.get('/admin/users')

    for (const { html } of [user, users]) {
      const moments = [...html.matchAll(/<time datetime="[^"]*T[^"]*".*?<\/time>/gs)]
      assert.isNotEmpty(moments)
      for (const [moment] of moments)
        assert.match(textOf(moment), /^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/)
    }
  })
})
