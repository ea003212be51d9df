import { test } from '@japa/runner'
import { deadLetters } from '#core/jobs/dead_letters'
import { PermanentFailure } from '#core/jobs/permanent_failure'
import type { OutgoingMail } from '#core/mail/outgoing_mail'
import { definePlugin } from '#core/plugins/api'
import { contextOf, currentPlugins } from '#core/plugins/plugin_set'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { invite } from '#tests/support/invitations'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { Mailbox } from '#tests/support/mailbox'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'

const sent: OutgoingMail[] = []
let fails: Error | null = null

/** Sends mails by a system of its own, and is no part of a transaction then. */
const courier = definePlugin({
  id: 'courier',
  version: '1.0.0',
  services: {
    'mail.transport': {
      wrap: () => ({
        async send(mail, { http }) {
          if (UnitOfWork.current()) throw new Error('It waits within a transaction')
          if (typeof http !== 'function') throw new Error('There is no way to ask others')
          if (fails) throw fails
          sent.push(mail)
        },
      }),
    },
  },
})

/** Sends mails as ever, from another address. */
const label = definePlugin({
  id: 'label',
  version: '1.0.0',
  services: {
    'mail.transport': {
      async wrap(next, input) {
        const transport = await next(input)
        const from = { address: 'office@acme.example.com', name: 'Acme' }
        return { send: (mail, means) => transport.send({ ...mail, from }, means) }
      },
    },
  },
})

const writer = definePlugin({ id: 'penman', version: '1.0.0' })

test.group('Plugins | how mails leave', (group) => {
  const mailbox = Mailbox.during(group)
  let acme: Company
  bring(group, [courier, label, writer])

  group.each.setup(async () => {
    await forgetJobs()
    sent.length = 0
    fails = null
    acme = await makeCompany()
    await turnOn(acme, 'penman')
  })

  const write = (to: string) =>
    UnitOfWork.run(forOrganization(acme.id), async () =>
      contextOf(await currentPlugins(), writer).mail({ to, subject: 'Hello', text: 'Dear <Ann>.' })
    )

  test('is the way of a plugin where it is on: for its invitations and for mails of plugins', async ({
    client,
    assert,
  }) => {
    await turnOn(acme, 'courier')
    await write('courier@example.com')
    const { email } = await invite(client, acme.owner)
    await runJobs()

    assert.sameMembers(
      sent.map(({ to }) => to),
      ['courier@example.com', email]
    )
    const mail = sent.find(({ to }) => to === 'courier@example.com')
    assert.equal(mail?.subject, 'Hello')
    assert.include(mail?.text, 'Dear <Ann>.')
    assert.include(mail?.html, 'Dear &lt;Ann&gt;.')
    assert.isNotEmpty(mail?.from.address)
    assert.isEmpty(mailbox.of('courier@example.com'))
  })

  test('is the way of the application elsewhere, and for mails about accounts', async ({
    client,
    assert,
  }) => {
    await write('plain@example.com')
    await runJobs()
    await turnOn(acme, 'courier')
    const other = await makeCompany('Globex')
    await client.post('/api/auth/password-reset/').json({ email: acme.owner.email })
    const { email } = await invite(client, other.owner)
    await runJobs()

    assert.isEmpty(sent)
    for (const address of ['plain@example.com', acme.owner.email, email]) {
      assert.lengthOf(mailbox.of(address), 1, address)
    }
  })

  test('can be changed on its way', async ({ assert }) => {
    await turnOn(acme, 'label')
    await write('labelled@example.com')
    await runJobs()

    const mail = mailbox.last('labelled@example.com')
    assert.include(mail.from, 'office@acme.example.com')
    assert.include(mail.html, 'Dear &lt;Ann&gt;.')
    assert.include(mail.raw, 'Auto-Submitted: auto-generated')
  })

  test('is tried again when it fails, and names nobody; or not at all when it never will work', async ({
    assert,
  }) => {
    await turnOn(acme, 'courier')
    fails = new Error('550 secret@example.com is unknown')
    await write('secret@example.com')
    await runJobs({ evenLater: true })
    fails = new PermanentFailure('It is blocked')
    await write('other@example.com')
    await runJobs({ evenLater: true })

    const letters = await deadLetters()
    assert.deepEqual(letters.map(({ reason, attempts }) => [reason, attempts]).toSorted(), [
      ['It is blocked', 1],
      ['The mail was not taken by the transport that a plugin brings', 9],
    ])
  })
})
