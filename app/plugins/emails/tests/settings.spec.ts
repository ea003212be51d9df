import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { setUp } from '#tests/support/emails'
import { MailServer, SMTP_PASSWORD } from '#tests/support/mail_server'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { Secrets, listenToLog } from '#tests/support/secrets'
import { enter } from '#tests/support/visitor'

test.group('E-mails | settings', (group) => {
  const server = MailServer.during(group)
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('never show the password: not in answers, the audit log, pages, the log or the rows', async ({
    client,
    assert,
    cleanup,
  }) => {
    const readLog = await listenToLog(cleanup)
    const secrets = new Secrets()
    secrets.keep('password of the mail server', SMTP_PASSWORD)
    const { get, patch } = api(client, acme.owner)
    const made = await setUp(client, acme, server)
    assert.isString(made.credentials_changed_at)
    const path = `/api/email-settings/${made.id}/`
    const answers = [
      made,
      (await get(path)).body(),
      (await get('/api/email-settings/')).body(),
      (await patch(path, { sender_name: 'Sales' })).body(),
      (await get('/api/audit-logs/?resource=email-settings')).body(),
      (await patch(path, { smtp_password: [SMTP_PASSWORD] })).body(),
    ]
    const page = await (
      await enter()
    ).get(`/admin/organizations/${acme.slug}/email-settings/${made.id}`)
    assert.equal(page.status, 200)
    const wrong = await api(client, acme.owner).post(`${path}test/`)
    wrong.assertStatus(200)

    assert.isAtLeast(answers[4].count, 2)
    for (const shown of [...answers.map((answer) => JSON.stringify(answer)), page.html]) {
      assert.notInclude(shown, SMTP_PASSWORD)
    }
    assert.deepEqual(secrets.in(await readLog()), [])
    assert.deepEqual(await secrets.inDatabase(), [])
  })

  test('know by which key a provider signs, and forget it with the provider', async ({
    client,
    assert,
  }) => {
    const { id } = await setUp(client, acme, server)
    const { patch } = api(client, acme.owner)
    const path = `/api/email-settings/${id}/`
    for (const wrong of [
      { events_provider: 'mailgun' },
      { events_provider: 'sendgrid', events_key: 'no key' },
      { events_provider: 'mailchimp' },
    ]) {
      ;(await patch(path, wrong)).assertStatus(422)
    }
    const keyed = await patch(path, { events_provider: 'mailgun', events_key: 'key-of-acme' })
    keyed.assertStatus(200)
    assert.isString(keyed.body().events_key_changed_at)
    assert.notInclude(JSON.stringify(keyed.body()), 'key-of-acme')
    ;(await patch(path, { sender_name: 'Acme' })).assertStatus(200)
    ;(await patch(path, { events_key: null })).assertStatus(422)
    const moved = await patch(path, { events_provider: 'ses' })
    assert.isNull(moved.body().events_key_changed_at)
    ;(await patch(path, { events_provider: 'mailgun' })).assertStatus(422)
  })

  test('keep the password from another server than the one that it was typed for', async ({
    client,
    assert,
  }) => {
    const { id } = await setUp(client, acme, server)
    const { patch, post } = api(client, acme.owner)
    const path = `/api/email-settings/${id}/`
    const moved = await patch(path, { smtp_host: 'other.acme.example' })
    moved.assertStatus(422)
    assert.equal(moved.body().errors[0].field, 'smtp_password')
    ;(await patch(path, { smtp_host: 'other.acme.example', smtp_password: null })).assertStatus(200)
    await post(`${path}test/`)
    assert.equal(server.logins, 0)
  })

  test('are tested by a mail to the caller, with the words of what is wrong', async ({
    client,
    assert,
  }) => {
    const { id } = await setUp(client, acme, server)
    const { patch, post } = api(client, acme.owner)
    const path = `/api/email-settings/${id}/`
    ;(await post(`${path}test/`)).assertStatus(200)
    assert.deepEqual(
      [server.last.to].flat().map((to) => to?.text),
      [acme.owner.email]
    )

    await patch(path, { smtp_password: 'wrong' })
    const login = await post(`${path}test/`)
    login.assertStatus(422)
    assert.equal(login.body().code, 'email_test_failed')
    assert.include(login.body().detail, '535')
    assert.notInclude(login.text(), 'wrong')
    assert.lengthOf(server.mails, 1)
  })

  test('lead to no private network, and to no server with another’s certificate', async ({
    client,
    assert,
  }) => {
    const { id } = await setUp(client, acme, server)
    const { patch, post } = api(client, acme.owner)
    const path = `/api/email-settings/${id}/`
    for (const host of ['private.acme.example', '10.1.2.3', '169.254.169.254', '[::1]', '0x7f.1']) {
      await patch(path, { smtp_host: host, smtp_password: SMTP_PASSWORD })
      const refused = await post(`${path}test/`)
      refused.assertStatus(422)
      assert.notInclude(refused.text(), '10.1.2.3')
    }
    await patch(path, { smtp_host: 'other.acme.example', smtp_password: SMTP_PASSWORD })
    const other = await post(`${path}test/`)
    other.assertStatus(422)
    assert.equal(server.logins, 0)
    assert.lengthOf(server.mails, 0)
  })

  test('are one of each organization, for who may change them', async ({ client, assert }) => {
    const { id } = await setUp(client, acme, server)
    const again = await api(client, acme.owner).post('/api/email-settings/', server.settings)
    again.assertStatus(409)
    const globex = await makeCompany('Globex')
    const reader = await hireWith(acme, ['email-settings:read'])
    const path = `/api/email-settings/${id}/`
    for (const noun of ['', 'test/', 'events_url/']) {
      const send = noun === '' ? 'patch' : 'post'
      const body = noun === '' ? { sender_name: 'X' } : {}
      ;(await api(client, globex.owner)[send](`${path}${noun}`, body)).assertStatus(404)
      ;(await api(client, reader)[send](`${path}${noun}`, body)).assertStatus(403)
    }
    ;(await api(client, reader).get(`${path}events_url/`)).assertStatus(403)
    const none = await api(client, globex.owner).get('/api/email-settings/')
    assert.equal(none.body().count, 0)
  })
})
