import { randomUUID } from 'node:crypto'
import mail from '@adonisjs/mail/services/main'
import { test } from '@japa/runner'
import { type MailContent, TemplatedMail } from '#core/mail/mail'
import { linkTo } from '#core/mail/links'
import { sanitizeInline } from '#core/mail/sanitize_inline'
import { Mailbox, type ReceivedMail } from '#tests/support/mailbox'

test.group('Mails | letter', (group) => {
  const mailbox = Mailbox.during(group)

  const send = async (letter: Partial<MailContent>): Promise<ReceivedMail> => {
    const to = `${randomUUID()}@example.com`
    await mail.send(
      new TemplatedMail({ to, subject: 'Hello', paragraphs: [], footnote: 'Ignore it.', ...letter })
    )
    return mailbox.last(to)
  }

  test('comes as text and as HTML, from the configured sender', async ({ assert }) => {
    const url = linkTo('reset-password', 'a-token')
    const received = await send({
      subject: 'Choose a new password',
      paragraphs: ['One sentence.', 'Another one.'],
      action: { label: 'Choose a password', url },
    })

    assert.equal(received.from, process.env.MAIL_FROM)
    assert.equal(received.subject, 'Choose a new password')
    assert.equal(url, 'https://app.example.com/reset-password#token=a-token')
    for (const body of [received.text, received.html]) {
      for (const part of ['One sentence.', 'Another one.', 'Ignore it.', url]) {
        assert.include(body, part)
      }
    }
    assert.include(received.raw, 'Auto-Submitted: auto-generated')
  })

  test('R-49: what a user is called is inert: {$self}')
    .with([
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '{{7*7}}',
      '{{{ 7*7 }}}',
      '@if(true)shown@end',
      '${7*7}',
    ])
    .run(async ({ assert }, name) => {
      const received = await send({
        subject: `${name} calls`,
        paragraphs: [`${sanitizeInline(name)}!`],
      })

      assert.include(received.text, `${name}!`)
      assert.equal(received.subject, `${name} calls`)
      assert.notInclude(received.html, '<script')
      assert.notInclude(received.html, '<img')
      assert.notMatch(received.html, /(?<!\d)49(?!\d)/)
    })

  test('R-49: a name adds neither headers, recipients nor lines', async ({ assert }) => {
    const name = 'Eve\r\nBcc: everybody@example.com\r\n\r\nVisit\u2028us\u202E'

    const received = await send({
      subject: `${name} calls`,
      paragraphs: [`${sanitizeInline(name)}.`],
    })

    assert.equal(received.subject, 'Eve Bcc: everybody@example.com Visit us calls')
    assert.lengthOf(received.recipients, 1)
    assert.notMatch(received.raw, /^Bcc:/im)
    assert.include(received.text, 'Eve Bcc: everybody@example.com Visit us.')
  })

  test('a name is shortened by characters, and what is no line break stays', ({ assert }) => {
    assert.equal(sanitizeInline('  Zoë\t de  la\nCruz '), 'Zoë de la Cruz')
    assert.equal(sanitizeInline('می\u200Cخواهم'), 'می\u200Cخواهم')
    assert.equal(sanitizeInline('🐙'.repeat(200)), `${'🐙'.repeat(99)}…`)
  })
})
