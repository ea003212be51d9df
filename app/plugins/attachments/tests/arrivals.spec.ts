import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import { test } from '@japa/runner'
import { files } from '#config/files'
import { api } from '#tests/support/api'
import { definePlugin } from '#core/plugins/api'
import type { FileToScan, Verdict } from '#core/plugins/api'
import { sweepAll } from '#core/files/sweep'
import { scanAgain } from '#plugins/attachments/models/attachment/scan_again'
import { CustomerFactory } from '#plugins/customers/factories/customer_factory'
import { type Company, makeCompany } from '#tests/support/personas'
import { inDatabase } from '#tests/support/deals'
import { bring, turnOn } from '#tests/support/plugins'
import { inCompany } from '#tests/support/records'
import { PDF, attach, formWith, storedFiles } from '#tests/support/attachments'
import { reached } from '#tests/support/reached'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

const UPLOADS = 60

let verdict: Verdict = { result: 'clean' }
const scanned: FileToScan[] = []

/** Looks at files, and lets none be attached whose name says so. */
const guard = definePlugin({
  id: 'guard',
  version: '1.0.0',
  services: {
    'files.scan': {
      wrap: () => ({
        async scan(file) {
          scanned.push(file)
          return verdict
        },
      }),
    },
  },
  hooks: {
    'attachments:create': {
      after({ record, veto }) {
        if (record.name.startsWith('no')) veto('Not this one.')
      },
    },
  },
})

test.group('Attachments | on their way', (group) => {
  let acme: Company
  let record: string
  bring(group, [guard])

  group.each.setup(async () => {
    acme = await makeCompany()
    record = await inCompany(acme, async () => `customers/${(await CustomerFactory.create()).id}`)
    verdict = { result: 'clean' }
    scanned.length = 0
  })

  const known = async () => {
    const sql = 'SELECT state FROM stored_files WHERE organization_id = $1'
    const rows = await inDatabase<{ state: string }>(acme, sql, [acme.id])
    return rows.map(({ state }) => state)
  }
  const usage = async () => {
    const sql = 'SELECT bytes::int FROM file_usages WHERE organization_id = $1'
    const [row] = await inDatabase<{ bytes: number }>(acme, sql, [acme.id])
    return row?.bytes ?? 0
  }

  test('leave nothing where the connection breaks off anywhere in between', async ({ assert }) => {
    const url = `http://${process.env.HOST}:${process.env.PORT}/api/${record}/attachments/`
    const { body, type } = formWith('offer.pdf', Buffer.concat([PDF, Buffer.alloc(40_000, 'x')]))
    let answered = 0
    const send = async (number: number) => {
      const headers = {
        'Authorization': `Bearer ${acme.owner.token}`,
        'Content-Type': type,
        'Content-Length': body.length,
      }
      const upload = request(url, { method: 'POST', headers, agent: false })
      const outcome = once(upload, 'response').catch(() => [])
      if (number % 2 === 0) {
        upload.write(body.subarray(0, Math.floor((body.length * number) / UPLOADS)))
        setTimeout(() => upload.destroy(), number % 7)
      } else upload.end(body)
      const [answer]: IncomingMessage[] = await outcome
      answer?.resume()
      if (answer?.statusCode === 201) answered += 1
    }
    for (let number = 0; number < UPLOADS; number += 2) {
      await Promise.all([send(number), send(number + 1)])
    }

    await reached(async () => (await known()).every((state) => state === 'kept'))
    assert.equal(answered, UPLOADS / 2)
    assert.lengthOf(await known(), answered)
    assert.lengthOf(await storedFiles(acme), answered)
    await reached(async () => (await readdir(files.arriving)).length === 0)
    assert.equal(await usage(), answered * (PDF.length + 40_000))
  }).timeout(60_000)

  test('leave nothing where the transaction is rolled back', async ({ client, assert }) => {
    await turnOn(acme, 'guard')
    ;(await attach(client, acme.owner, record, PDF, 'no.pdf')).assertStatus(422)
    assert.isEmpty(await storedFiles(acme))
    assert.isEmpty(await known())
    assert.equal(await usage(), 0)
  })

  test('leave nothing for good where the process ends in between', async ({ client, assert }) => {
    await attach(client, acme.owner, record, PDF)
    await inDatabase(acme, 'DELETE FROM attachments WHERE organization_id = $1', [acme.id])
    assert.deepEqual(await known(), ['released'])
    assert.lengthOf(await storedFiles(acme), 1)
    const age = (interval: string) =>
      inDatabase(
        acme,
        `UPDATE stored_files SET state = 'arriving', created_at = now() - $2::interval
         WHERE organization_id = $1`,
        [acme.id, interval]
      )
    await age('1 minute')
    await sweepAll(new AbortController().signal)
    assert.lengthOf(await storedFiles(acme), 1)
    await age('1 day')
    await sweepAll(new AbortController().signal)
    assert.isEmpty(await storedFiles(acme))
    assert.isEmpty(await known())
  })

  test('go with the organization that is deleted for good', async ({ client, assert }) => {
    await attach(client, acme.owner, record, PDF)
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('DELETE FROM organizations WHERE id = $1', [acme.id])
    )
    await sweepAll(new AbortController().signal)
    assert.isEmpty(await storedFiles(acme))
  })

  test('are refused, or kept from everyone, as a plugin that looks at them says', async ({
    client,
    assert,
  }) => {
    await turnOn(acme, 'guard')
    verdict = { result: 'refused', reason: 'It holds a virus.' }
    const refused = await attach(client, acme.owner, record, PDF, '../offer.pdf')
    refused.assertStatus(422)
    assert.containSubset(refused.body(), { code: 'file_refused', detail: 'It holds a virus.' })
    assert.containSubset(scanned, [{ name: 'offer.pdf', contentType: 'application/pdf' }])
    assert.isEmpty(await storedFiles(acme))

    verdict = { result: 'pending', reason: 'The scanner is away.' }
    const pending = await attach(client, acme.owner, record, PDF)
    pending.assertStatus(201)
    assert.equal(pending.body().scan_status, 'pending')
    const path = `/api/attachments/${pending.body().id}/`
    const content = await api(client, acme.owner).get(`${path}content/`)
    content.assertStatus(409)
    assert.equal(content.body().code, 'file_not_scanned')
    ;(await api(client, acme.owner).post(`${path}link/`)).assertStatus(409)

    await scanAgain(acme.id, pending.body().id)
    ;(await api(client, acme.owner).get(`${path}content/`)).assertStatus(409)
    verdict = { result: 'clean' }
    await scanAgain(acme.id, pending.body().id)
    ;(await api(client, acme.owner).get(`${path}content/`)).assertStatus(200)
  })

  test('find room, or are refused', async ({ client, assert }) => {
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query('UPDATE organizations SET file_quota_megabytes = 1 WHERE id = $1', [acme.id])
    )
    const large = Buffer.concat([PDF, Buffer.alloc(600_000, 'x')])
    const first = await attach(client, acme.owner, record, large)
    first.assertStatus(201)
    const second = await attach(client, acme.owner, record, large)
    second.assertStatus(409)
    assert.equal(second.body().code, 'file_quota_exceeded')
    await api(client, acme.owner).delete(`/api/attachments/${first.body().id}/`)
    ;(await attach(client, acme.owner, record, large)).assertStatus(201)
  })
})
