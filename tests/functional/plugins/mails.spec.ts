import { test } from '@japa/runner'
import { deadLetters } from '#core/jobs/dead_letters'
import { type PluginMail, definePlugin } from '#core/plugins/api'
import { contextOf, currentPlugins } from '#core/plugins/plugin_set'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { Mailbox } from '#tests/support/mailbox'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

const writer = definePlugin({ id: 'writer', version: '1.0.0' })

const MAIL = {
  to: 'ann@customers.example.com',
  subject: 'Your order is here',
  text: 'Dear <Ann>,\n\nit is here.\nCome and see.',
}

test.group('Plugins | mails', (group) => {
  const mailbox = Mailbox.during(group)
  let acme: Company
  bring(group, [writer])

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany('Acme <Dynamite>')
    await turnOn(acme, 'writer')
  })

  const write = (mail: PluginMail) =>
    UnitOfWork.run(forOrganization(acme.id), async () =>
      contextOf(await currentPlugins(), writer).mail(mail)
    )

  test('are sent in the layout of the application, when the transaction has committed', async ({
    assert,
  }) => {
    await assert.rejects(
      () =>
        UnitOfWork.run(forOrganization(acme.id), async () => {
          await contextOf(await currentPlugins(), writer).mail({ ...MAIL, to: 'no@example.com' })
          throw new Error('undone')
        }),
      'undone'
    )
    await write({ ...MAIL, to: 'plain@customers.example.com' })
    await runJobs()

    const mail = mailbox.last('plain@customers.example.com')
    assert.equal(mail.subject, 'Your order is here')
    assert.include(mail.text, 'Dear <Ann>,\n\nit is here.\nCome and see.')
    assert.include(mail.text, 'because of Acme <Dynamite>')
    assert.include(mail.html, 'Dear &lt;Ann&gt;,')
    assert.include(mail.html, 'headless-crm')
    assert.isEmpty(mailbox.of('no@example.com'))
  })

  test('go to one address, with a subject of one line: {what}')
    .with([
      { what: 'several', to: 'a@example.com, b@example.com', subject: 'A' },
      { what: 'a name', to: 'Ann <a@example.com>', subject: 'A' },
      { what: 'a header', to: 'a@example.com\nBcc: b@example.com', subject: 'A' },
      { what: 'no subject', to: 'a@example.com', subject: '' },
      { what: 'a long subject', to: 'a@example.com', subject: 'a'.repeat(201) },
    ])
    .run(async ({ assert }, { to, subject }) => {
      await assert.rejects(
        () => write({ ...MAIL, to, subject }),
        /"writer" writes a mail that is none/
      )
      assert.deepEqual(await runJobs(), [])
    })

  test('say because of whom they come in the language of the organization', async ({
    client,
    assert,
  }) => {
    const to = 'deutsch@customers.example.com'
    await client
      .patch(`/api/organizations/${acme.id}/`)
      .bearerToken(acme.owner.token)
      .json({ locale: 'de-AT' })
    await write({ ...MAIL, to })
    await runJobs()

    assert.include(mailbox.last(to).text, 'Diese E-Mail kommt wegen Acme <Dynamite>')
  })

  test('have no second line in their subject', async ({ assert }) => {
    const to = 'subject@customers.example.com'
    await write({ ...MAIL, to, subject: 'One\r\nBcc: b@example.com' })
    await runJobs()

    assert.equal(mailbox.last(to).subject, 'One Bcc: b@example.com')
    assert.isEmpty(mailbox.of('b@example.com'))
  })

  test('are not sent where the plugin is off by then', async ({ client, assert }) => {
    const to = 'off@customers.example.com'
    await write({ ...MAIL, to })
    await client
      .patch('/api/plugins/writer/')
      .bearerToken(acme.owner.token)
      .json({ enabled: false })
    await runJobs()

    assert.isEmpty(mailbox.of(to))
  })

  test('that are refused for good are dead letters, which name no recipient', async ({
    assert,
  }) => {
    mailbox.refuse(1, { code: 550, at: 'RCPT TO' })
    await write({ ...MAIL, to: 'refused@customers.example.com' })
    await runJobs()

    const [letter] = await deadLetters()
    assert.containsSubset(letter, {
      job: 'plugins:mail',
      about: 'a mail of writer',
      organizationId: acme.id,
    })
    assert.notInclude(JSON.stringify(letter), 'refused@')
  })
})
