import { test } from '@japa/runner'
import { inDatabase } from '#tests/support/deals'
import { sendTo, setUp } from '#tests/support/emails'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { MailServer } from '#tests/support/mail_server'
import { makeCompany } from '#tests/support/personas'

test.group('E-mails | redaction', (group) => {
  const server = MailServer.during(group)

  group.each.setup(() => forgetJobs())

  test('a person who is deleted for good takes what was written to them along, and nothing else', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await setUp(client, acme, server)
    const words = { subject: 'About your knee', body: 'It will be fine' }
    const sent = await sendTo(client, acme, 'ada@example.com', words)
    const kept = await sendTo(client, acme, 'bob@example.com', { subject: 'Hello Bob' })
    await runJobs()
    const queued = await sendTo(client, acme, 'eve@example.com', words)
    const ids = [sent.body().to_id, queued.body().to_id]
    const gone = await inDatabase(acme, 'DELETE FROM people WHERE id = ANY($1) RETURNING id', [ids])
    assert.lengthOf(gone, 2)
    await runJobs()

    const rows = await inDatabase<Record<string, unknown>>(
      acme,
      `SELECT id, to_email, subject, text || html AS body, state, redacted_at IS NOT NULL AS redacted
       FROM emails ORDER BY created_at, id`
    )
    const redacted = { to_email: '', subject: 'Redacted', body: '', redacted: true }
    assert.containsSubset(rows, [
      { id: sent.body().id, ...redacted, state: 'sent' },
      { id: kept.body().id, to_email: 'bob@example.com', subject: 'Hello Bob', redacted: false },
      { id: queued.body().id, ...redacted, state: 'failed' },
    ])
    assert.notInclude(JSON.stringify(server.mails.map(({ to }) => to)), 'eve@example.com')
    const log = await inDatabase<{ told: string }>(
      acme,
      `SELECT coalesce(record_label, '') || coalesce(before::text, '') || coalesce(after::text, '') AS told
       FROM audit_events WHERE resource = 'emails'`
    )
    assert.isAtLeast(log.length, 4)
    for (const { told } of log) assert.notMatch(told, /ada@|eve@|knee/)
  })
})
