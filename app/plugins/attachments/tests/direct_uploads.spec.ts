import { test } from '@japa/runner'
import { keepFilesIn } from '#core/files/default_store'
import { S3Store } from '#core/files/s3_store'
import { sweepAll } from '#core/files/sweep'
import { CustomerFactory } from '#plugins/customers/factories/customer_factory'
import { api } from '#tests/support/api'
import { PDF, storedFiles } from '#tests/support/attachments'
import { startBucket } from '#tests/support/bucket'
import { inDatabase } from '#tests/support/deals'
import { type Company, type Persona, hireWith, makeCompany } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'
import type { ApiClient } from '@japa/api-client'

const ROOT = '/api/attachment-uploads/'

test.group('Attachments | sent by their clients', (group) => {
  let acme: Company
  let customer: string

  group.each.setup(async () => {
    acme = await makeCompany()
    customer = await inCompany(acme, async () => (await CustomerFactory.create()).id)
  })

  const announce = (client: ApiClient, caller: Persona, more: object = {}) =>
    api(client, caller).post(ROOT, {
      resource: 'customers',
      record_id: customer,
      name: '../offer.pdf',
      size: PDF.length,
      ...more,
    })
  const send = (ticket: { url: string; headers: Record<string, string> }, body: Buffer) =>
    fetch(ticket.url, { method: 'PUT', headers: ticket.headers, body: new Uint8Array(body) })
  const usage = async () => {
    const sql = 'SELECT bytes::int FROM file_usages WHERE organization_id = $1'
    const [row] = await inDatabase<{ bytes: number }>(acme, sql, [acme.id])
    return row?.bytes ?? 0
  }

  test('become attachments when they are there, once', async ({ client, assert }) => {
    const { owner } = acme
    const ticket = await announce(client, owner)
    ticket.assertStatus(201)
    assert.equal(ticket.body().method, 'PUT')
    assert.equal(await usage(), PDF.length)
    const completion = `${ROOT}${ticket.body().id}/attachment/`

    const early = await api(client, owner).post(completion)
    early.assertStatus(409)
    assert.equal(early.body().code, 'file_not_sent')
    assert.equal((await send(ticket.body(), PDF)).status, 204)
    const made = await api(client, owner).post(completion)
    made.assertStatus(201)
    assert.containSubset(made.body(), {
      resource: 'customers',
      record_id: customer,
      name: 'offer.pdf',
      content_type: 'application/pdf',
      size: PDF.length,
    })
    assert.equal(made.header('location'), `/api/attachments/${made.body().id}/`)
    assert.lengthOf(await storedFiles(acme), 1)
    assert.equal(await usage(), PDF.length)

    ;(await api(client, owner).post(completion)).assertStatus(404)
    assert.equal((await send(ticket.body(), PDF)).status, 404)
    const content = await api(client, owner).get(`/api/attachments/${made.body().id}/content/`)
    assert.deepEqual(Buffer.from(content.body()), PDF)
  })

  test('are one attachment when they are completed twice at once', async ({ client, assert }) => {
    const ticket = await announce(client, acme.owner)
    await send(ticket.body(), PDF)
    const complete = () => api(client, acme.owner).post(`${ROOT}${ticket.body().id}/attachment/`)

    const answers = await Promise.all([complete(), complete()])
    const made = answers.filter((answer) => answer.status() === 201)
    assert.lengthOf(made, 1)
    assert.isTrue(answers.every((answer) => [201, 404, 409].includes(answer.status())))
    const list = await api(client, acme.owner).get('/api/attachments/')
    assert.equal(list.body().count, 1)
    assert.lengthOf(await storedFiles(acme), 1)
    assert.equal(await usage(), PDF.length)
  })

  test('are checked by what they hold, and what is refused is gone', async ({ client, assert }) => {
    const page = Buffer.from('<!doctype html><script>alert(1)</script>')
    const ticket = await announce(client, acme.owner, { size: page.length })
    await send(ticket.body(), page)

    const completion = `${ROOT}${ticket.body().id}/attachment/`
    const refused = await api(client, acme.owner).post(completion)
    refused.assertStatus(415)
    ;(await api(client, acme.owner).post(completion)).assertStatus(404)
    assert.isEmpty(await storedFiles(acme))
    assert.equal(await usage(), 0)
  })

  test('have the size that was announced, and no more than may be', async ({ client, assert }) => {
    const ticket = await announce(client, acme.owner)
    const larger = Buffer.concat([PDF, PDF])
    assert.equal((await send(ticket.body(), larger)).status, 400)
    ;(await announce(client, acme.owner, { size: 10 ** 12 })).assertStatus(422)
    ;(await announce(client, acme.owner, { size: 0 })).assertStatus(422)
    await inDatabase(acme, 'UPDATE organizations SET file_quota_megabytes = 1 WHERE id = $1', [
      acme.id,
    ])
    const full = await announce(client, acme.owner, { size: 2 ** 20 })
    full.assertStatus(409)
    assert.equal(full.body().code, 'file_quota_exceeded')
  })

  test('are for records that the caller may change, and completed by no one else', async ({
    client,
    assert,
  }) => {
    const files = ['attachments:read', 'attachments:upload']
    const reader = await hireWith(acme, ['customers:read', ...files])
    const other = await hireWith(acme, ['customers:read', 'customers:update', ...files])
    const globex = await makeCompany('Globex')

    ;(await announce(client, reader)).assertStatus(403)
    ;(await announce(client, globex.owner)).assertStatus(422)
    ;(await announce(client, acme.owner, { resource: 'users' })).assertStatus(422)
    const ticket = await announce(client, acme.owner)
    await send(ticket.body(), PDF)
    for (const caller of [other, globex.owner]) {
      ;(await api(client, caller).post(`${ROOT}${ticket.body().id}/attachment/`)).assertStatus(404)
      ;(await api(client, caller).delete(`${ROOT}${ticket.body().id}/`)).assertStatus(404)
    }
    const wrong = { ...ticket.body(), url: ticket.body().url.replace(/.{4}\/$/, 'AAAA/') }
    assert.equal((await send(wrong, PDF)).status, 404)
  })

  test('leave nothing when they are given up, or never completed', async ({ client, assert }) => {
    const given = await announce(client, acme.owner)
    await send(given.body(), PDF)
    ;(await api(client, acme.owner).delete(`${ROOT}${given.body().id}/`)).assertStatus(204)
    assert.isEmpty(await storedFiles(acme))
    assert.equal(await usage(), 0)

    const left = await announce(client, acme.owner)
    await send(left.body(), PDF)
    await sweepAll(new AbortController().signal)
    assert.lengthOf(await storedFiles(acme), 1)
    await inDatabase(
      acme,
      `UPDATE stored_files SET created_at = now() - interval '1 day' WHERE organization_id = $1`,
      [acme.id]
    )
    await sweepAll(new AbortController().signal)
    assert.isEmpty(await storedFiles(acme))
    ;(await api(client, acme.owner).post(`${ROOT}${left.body().id}/attachment/`)).assertStatus(404)
  })

  test('go straight to a bucket, which takes nothing else, and are read from it', async ({
    client,
    assert,
    cleanup,
  }) => {
    const local = await startBucket()
    const restore = keepFilesIn(new S3Store({ ...local.bucket, isDirect: true }))
    cleanup(async () => {
      restore()
      await local.stop()
    })
    const ticket = await announce(client, acme.owner)
    const url = new URL(ticket.body().url)
    assert.equal(url.origin, local.bucket.endpoint)
    assert.include(url.searchParams.get('X-Amz-SignedHeaders')?.split(';'), 'content-length')
    assert.equal((await send(ticket.body(), Buffer.concat([PDF, PDF]))).status, 403)
    assert.equal((await send(ticket.body(), PDF)).status, 200)
    const made = await api(client, acme.owner).post(`${ROOT}${ticket.body().id}/attachment/`)
    made.assertStatus(201)
    assert.lengthOf(await local.list(acme.id), 1)

    /* Who was let write there may do so for a while; what they put there is no one's attachment. */
    await send(ticket.body(), Buffer.from('MZ'.padEnd(PDF.length)))
    const path = `/api/attachments/${made.body().id}/content/`
    const redirect = await api(client, acme.owner).get(path).redirects(0)
    redirect.assertStatus(302)
    assert.equal(redirect.header('cache-control'), 'private, no-store')
    const read = await fetch(String(redirect.header('location')), {
      headers: { Range: 'bytes=0-3' },
    })
    assert.equal(read.status, 206)
    assert.equal(await read.text(), '%PDF')
    assert.equal(read.headers.get('content-disposition'), 'attachment; filename=offer.pdf')
    assert.equal(read.headers.get('content-type'), 'application/pdf')
    const reader = await hireWith(acme, ['attachments:read'])
    ;(await api(client, reader).get(path)).assertStatus(404)

    assert.lengthOf(await local.list(acme.id), 2)
    await inDatabase(
      acme,
      `UPDATE stored_files SET created_at = now() - interval '1 day' WHERE organization_id = $1`,
      [acme.id]
    )
    await sweepAll(new AbortController().signal)
    assert.lengthOf(await local.list(acme.id), 1)
  })
})
