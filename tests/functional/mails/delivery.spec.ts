import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ace from '@adonisjs/core/services/ace'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { SMTPTransport } from '@adonisjs/mail/transports/smtp'
import type { Assert } from '@japa/assert'
import { test } from '@japa/runner'
import JobsList from '#commands/jobs_list'
import { deadLetters } from '#core/jobs/dead_letters'
import { refreshTokens } from '#config/refresh_tokens'
import { ENCRYPTION } from '#core/mail/encryption'
import { FileTransport } from '#core/mail/file_transport'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { deliveredToken, invite } from '#tests/support/invitations'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { Mailbox, tokenIn } from '#tests/support/mailbox'
import { PASSWORD, makeCompany, makePersona } from '#tests/support/personas'
import { ageUses } from '#tests/support/refresh_tokens'
import { enter } from '#tests/support/visitor'

const RESET = '/api/auth/password-reset/'

/** Every table whose rows hold the text, in whatever column. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows: tables } = await db.rawQuery<{ rows: { name: string; schema: string }[] }>(
    `SELECT c.relname AS name, n.nspname AS schema FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname IN ('public', 'pgboss') AND c.relkind IN ('r', 'p')`
  )
  const found: string[] = []
  for (const { name, schema } of tables) {
    const sql = `SELECT count(*) AS n FROM ${schema}."${name}" r WHERE strpos(r::text, '${text}') > 0`
    const isReadable = await db.rawQuery<{ rows: { may: boolean }[] }>(
      `SELECT has_table_privilege('crm_system', '${schema}."${name}"', 'SELECT') AS may`
    )
    const { rows } = isReadable.rows[0]?.may
      ? await UnitOfWork.run(asSystem, (unit) => unit.query<{ n: number }>(sql))
      : await db.rawQuery<{ rows: { n: number }[] }>(sql)
    if (rows[0]?.n) found.push(`${schema}.${name}`)
  }
  return found
}

/** The address is nowhere where operators look; the reason is in all of these places. */
async function assertUnnamed(address: string, reason: string, assert: Assert) {
  ace.ui.switchMode('raw')
  await (await ace.create(JobsList, ['--failed'])).exec()
  const listed = ace.ui.logger.getLogs().map(({ message }) => message)
  ace.ui.switchMode('normal')
  const { rows } = await db.rawQuery<{ rows: object[] }>(
    `SELECT output, source_output FROM pgboss.job WHERE data->>'email' = '${address}'`
  )
  assert.lengthOf(rows, 2)
  const places = [
    await readFile(app.makePath('logs/app.log'), 'utf8'),
    listed.join('\n'),
    JSON.stringify(rows),
    (await (await enter()).get('/admin/jobs')).html.replaceAll('&quot;', '"'),
  ]
  for (const text of places) {
    assert.include(text.replaceAll('\\"', '"'), reason)
    assert.notInclude(text, address)
  }
}

test.group('Mails | delivery', (group) => {
  const mailbox = Mailbox.during(group)
  group.each.setup(() => forgetJobs())

  test('R-32: no token of a mail lies anywhere in the database or in the log', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const persona = await makePersona('Vera', { isVerified: false })
    const email = `moved.${randomUUID()}@example.com`
    const { email: invited } = await invite(client, acme.owner)
    await client.post(RESET).json({ email: persona.email })
    await client
      .post('/api/users/me/email/')
      .bearerToken(persona.token)
      .json({ email, password: PASSWORD })
    await runJobs()
    const tokens = [invited, persona.email, email].map((address) => tokenIn(mailbox.last(address)))
    await client.post('/api/auth/verify-email/resend/').bearerToken(persona.token)
    tokens.push(await deliveredToken(mailbox, persona.email))

    assert.includeMembers(await tablesWith(persona.email), ['public.users', 'pgboss.job_common'])
    const log = await readFile(app.makePath('logs/app.log'), 'utf8')
    for (const token of tokens) {
      assert.deepEqual(await tablesWith(token), [])
      assert.notInclude(log, token)
    }
  })

  test('is tried again when the mail server refuses, with a token that is good', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    await client.post(RESET).json({ email: persona.email })
    mailbox.refuse(2)

    const [first] = await runJobs()
    assert.equal(first?.outcome, 'failed')
    assert.isEmpty(mailbox.of(persona.email))
    await runJobs({ evenLater: true })

    assert.lengthOf(mailbox.of(persona.email), 1)
    const response = await client
      .post(`${RESET}confirm/`)
      .json({ token: tokenIn(mailbox.last(persona.email)), new_password: 'plenty of caramel' })
    response.assertStatus(200)
  })

  test('that a server refuses for good is tried once, and is not told whose it was: {at} {code}')
    .with([
      { code: 550, at: 'RCPT TO' },
      { code: 551, at: 'RCPT TO' },
      { code: 553, at: 'MAIL FROM' },
      { code: 552, at: 'DATA' },
      { code: 554, at: 'DATA' },
    ] as const)
    .run(async ({ client, assert }, refusal) => {
      const persona = await makePersona()
      await client.post(RESET).json({ email: persona.email })
      mailbox.refuse(2, refusal)

      const ran = await runJobs({ evenLater: true })

      assert.deepEqual(
        ran.map(({ outcome }) => outcome),
        ['failed']
      )
      mailbox.refuse(0)
      const [letter] = await deadLetters()
      assert.deepInclude(letter, { job: 'mail:send', about: 'password_reset', attempts: 1 })
      const answer = `${refusal.code} 5.1.1 (${refusal.at})`
      const reason = `The mail "password_reset" was not sent: the mail server answered ${answer}`
      assert.equal(letter?.reason, reason)
      await assertUnnamed(persona.email, reason, assert)
    })

  test('that a server refuses for now, or for its login, is tried again: {at} {code}')
    .with([
      { code: 421, at: 'DATA' },
      { code: 451, at: 'RCPT TO' },
      { code: 452, at: 'MAIL FROM' },
      { code: 530, at: 'MAIL FROM' },
      { code: 535, at: 'MAIL FROM' },
    ] as const)
    .run(async ({ client, assert }, refusal) => {
      const persona = await makePersona()
      await client.post(RESET).json({ email: persona.email })
      mailbox.refuse(2, refusal)

      const ran = await runJobs({ evenLater: true })

      assert.deepEqual(
        ran.map(({ outcome }) => outcome),
        ['failed', 'failed', 'done']
      )
      assert.lengthOf(mailbox.of(persona.email), 1)
      assert.notInclude(await readFile(app.makePath('logs/app.log'), 'utf8'), persona.email)
    })

  test('is no part of a request that fails', async ({ client, assert }) => {
    const acme = await makeCompany()
    const refused = await client
      .post('/api/invitations/')
      .bearerToken(acme.owner.token)
      .json({ email: `${randomUUID()}@example.com`, roles: ['emperor'] })

    refused.assertStatus(422)
    assert.isEmpty(await runJobs())
  })

  test('R-23: notifies a user once when a refresh token of theirs was used again after the grace', async ({
    client,
    assert,
  }) => {
    const persona = await makePersona()
    const refresh = () => client.post('/api/auth/refresh/').json({ refresh: persona.refresh })
    for (let used = 0; used < 2; used += 1) await refresh()
    await runJobs()
    assert.isEmpty(mailbox.of(persona.email))
    await ageUses(persona.sessionId, refreshTokens.graceSeconds + 1)
    for (let used = 0; used < 2; used += 1) await refresh()

    await runJobs()

    assert.deepEqual(
      mailbox.of(persona.email).map(({ subject }) => subject),
      ['One of your devices was logged out']
    )
  })

  test('R-32: a server that does not encrypt is given no mail, unless it is allowed', async ({
    assert,
  }) => {
    const port = Number(process.env.SMTP_PORT)
    const to = `${randomUUID()}@example.com`
    const message = { from: 'crm@example.com', to: [to], subject: 'Secret', text: 'Secret' }

    for (const tls of ['starttls', 'implicit'] as const) {
      const transport = new SMTPTransport({ host: '127.0.0.1', ...ENCRYPTION[tls], port })
      await assert.rejects(() => transport.send(message))
    }
    assert.isEmpty(mailbox.of(to))
    await new SMTPTransport({ host: '127.0.0.1', ...ENCRYPTION.none, port }).send(message)
    assert.lengthOf(mailbox.of(to), 1)
  })

  test('without a server, goes to a file to read and a file to open', async ({
    assert,
    cleanup,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'mails '))
    cleanup(() => rm(folder, { recursive: true }))

    await new FileTransport(join(folder, 'new')).send({
      to: [{ address: 'carla@example.com', name: '' }],
      subject: 'You are invited to ../../etc',
      text: 'As text',
      html: '<p>As HTML</p>',
    })

    const files = (await readdir(join(folder, 'new'))).sort()
    assert.lengthOf(files, 2)
    const [html = '', text = ''] = files
    assert.match(text, /^[\w-]+-you-are-invited-to-etc\.txt$/)
    assert.equal(await readFile(join(folder, 'new', html), 'utf8'), '<p>As HTML</p>')
    assert.equal(
      await readFile(join(folder, 'new', text), 'utf8'),
      'To: carla@example.com\nSubject: You are invited to ../../etc\n\nAs text'
    )
  })
})
