import { hash } from 'node:crypto'
import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { CustomerFactory } from '#plugins/customers/factories/customer_factory'
import { runJobs } from '#tests/support/jobs'
import { makeLead } from '#tests/support/leads'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'
import { PDF, attach, storedFiles } from '#tests/support/attachments'
import User from '#plugins/identity/models/user'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'

test.group('Attachments', (group) => {
  let acme: Company
  let customer: string

  group.each.setup(async () => {
    acme = await makeCompany()
    customer = await inCompany(acme, async () => (await CustomerFactory.create()).id)
  })

  test('are kept with a record, listed, read, renamed and deleted with their bytes', async ({
    client,
    assert,
  }) => {
    const { owner } = acme
    const made = await attach(client, owner, `customers/${customer}`, PDF)
    made.assertStatus(201)
    assert.containSubset(made.body(), {
      resource: 'customers',
      record_id: customer,
      name: 'offer.pdf',
      size: PDF.length,
      content_type: 'application/pdf',
      sha256: hash('sha256', PDF),
      scan_status: 'clean',
      created_by: { id: owner.userId },
    })
    const path = `/api/attachments/${made.body().id}/`
    assert.equal(made.header('location'), path)

    const list = await api(client, owner).get(`/api/customers/${customer}/attachments/`)
    assert.equal(list.body().results[0].id, made.body().id)
    const all = await api(client, owner).get('/api/attachments/?search=offer')
    assert.equal(all.body().count, 1)
    const content = await api(client, owner).get(`${path}content/`)
    content.assertStatus(200)
    assert.equal(hash('sha256', content.body()), hash('sha256', PDF))

    const renamed = await api(client, owner).patch(path, { name: 'contract.html' })
    renamed.assertStatus(200)
    assert.equal(renamed.body().name, 'contract.html.pdf')

    assert.lengthOf(await storedFiles(acme), 1)
    ;(await api(client, owner).delete(path)).assertStatus(204)
    ;(await api(client, owner).get(path)).assertStatus(404)
    await runJobs()
    assert.lengthOf(await storedFiles(acme), 0)
    const log = await api(client, owner).get('/api/audit-logs/?resource=attachments')
    assert.deepEqual(
      log.body().results.map(({ action }: { action: string }) => action),
      ['attachments:delete', 'attachments:update', 'attachments:create']
    )
  })

  test('are there for whoever may read the record, and changed by whoever may change it', async ({
    client,
    assert,
  }) => {
    const globex = await makeCompany('Globex')
    const made = await attach(client, acme.owner, `customers/${customer}`, PDF)
    const path = `/api/attachments/${made.body().id}/`
    const files = ['read', 'upload', 'update', 'delete'].map((action) => `attachments:${action}`)
    const reader = await hireWith(acme, ['customers:read', ...files])
    const ofOwn = await hireWith(acme, ['customers:read/own', 'customers:update', ...files])
    const ofDeals = await hireWith(acme, ['deals:read', ...files])
    const withoutFiles = await hireWith(acme, ['customers:read', 'customers:update'])

    ;(await client.get(`${path}content/`)).assertStatus(401)
    ;(await api(client, reader).get(`${path}content/`)).assertStatus(200)
    for (const [who, status] of [
      [globex.owner, 404],
      [ofOwn, 404],
      [ofDeals, 404],
      [withoutFiles, 403],
    ] as const) {
      for (const each of [path, `${path}content/`]) {
        ;(await api(client, who).get(each)).assertStatus(status)
      }
      ;(await api(client, who).delete(path)).assertStatus(status)
      ;(await api(client, who).post(`${path}link/`)).assertStatus(status)
    }
    const listed = await api(client, ofDeals).get('/api/attachments/')
    assert.equal(listed.body().count, 0)
    const under = `/api/customers/${customer}/attachments/`
    ;(await api(client, ofDeals).get(under)).assertStatus(403)
    ;(await api(client, ofOwn).get(under)).assertStatus(404)
    ;(await api(client, globex.owner).get(under)).assertStatus(404)

    for (const who of [reader, ofDeals, withoutFiles]) {
      ;(await attach(client, who, `customers/${customer}`, PDF)).assertStatus(403)
    }
    ;(await attach(client, globex.owner, `customers/${customer}`, PDF)).assertStatus(404)
    ;(await api(client, reader).patch(path, { name: 'mine.pdf' })).assertStatus(403)
    ;(await api(client, reader).delete(path)).assertStatus(403)
    assert.lengthOf(await storedFiles(acme), 1)
    assert.lengthOf(await storedFiles(globex), 0)
  })

  test('stay with a record that is deleted, and come back with it', async ({ client }) => {
    const { owner } = acme
    const made = await attach(client, owner, `customers/${customer}`, PDF)
    const path = `/api/attachments/${made.body().id}/content/`

    await api(client, owner).delete(`/api/customers/${customer}/`)
    ;(await api(client, owner).get(path)).assertStatus(404)
    await api(client, owner).post(`/api/customers/${customer}/restore/`)
    ;(await api(client, owner).get(path)).assertStatus(200)
  })

  test('of a lead are the customer’s that it becomes, and the lead’s again when that is taken back', async ({
    client,
    assert,
  }) => {
    const { owner } = acme
    const lead = await makeLead(acme)
    const made = await attach(client, owner, `leads/${lead}`, PDF)
    const path = `/api/attachments/${made.body().id}/`

    const converted = await api(client, owner).post(`/api/leads/${lead}/convert/`)
    const became = await api(client, owner).get(path)
    assert.containSubset(became.body(), {
      resource: 'customers',
      record_id: converted.body().customer_id,
    })
    ;(await api(client, owner).get(`${path}content/`)).assertStatus(200)

    ;(await api(client, owner).post(`/api/leads/${lead}/unconvert/`)).assertStatus(200)
    const back = await api(client, owner).get(path)
    assert.containSubset(back.body(), { resource: 'leads', record_id: lead })
  })

  test('are answered in part, once, and only about what is asked for', async ({
    client,
    assert,
  }) => {
    const { owner } = acme
    const made = await attach(client, owner, `customers/${customer}`, PDF)
    const path = `/api/attachments/${made.body().id}/content/`
    const get = (headers: Record<string, string>) => api(client, owner).get(path).headers(headers)

    const part = await get({ Range: 'bytes=1-3' })
    part.assertStatus(206)
    assert.equal(part.body().toString(), 'PDF')
    assert.equal(part.header('content-range'), `bytes 1-3/${PDF.length}`)
    const tail = await get({ Range: 'bytes=-6' })
    assert.equal(tail.body().toString(), PDF.subarray(-6).toString())
    const tag = String(part.header('etag'))
    ;(await get({ 'Range': 'bytes=1-3', 'If-Range': tag })).assertStatus(206)
    ;(await get({ 'Range': 'bytes=1-3', 'If-Range': '"other"' })).assertStatus(200)
    ;(await get({ Range: 'bytes=0-1,3-4' })).assertStatus(200)
    ;(await get({ Range: 'bytes=x' })).assertStatus(200)
    const beyond = await get({ Range: `bytes=${PDF.length}-` })
    beyond.assertStatus(416)
    assert.equal(beyond.header('content-range'), `bytes */${PDF.length}`)
    ;(await get({ 'If-None-Match': tag })).assertStatus(304)
    const head = await client.head(path).bearerToken(owner.token)
    head.assertStatus(200)
    assert.equal(head.header('content-length'), String(PDF.length))
  })

  test('are linked to for a while, as long as whoever made the link may read them', async ({
    client,
    assert,
  }) => {
    const made = await attach(client, acme.owner, `customers/${customer}`, PDF)
    const path = `/api/attachments/${made.body().id}/`
    const reader = await hireWith(acme, ['customers:read', 'attachments:read'])
    const link = async () => {
      const answer = await api(client, reader).post(`${path}link/`, { minutes: 5 })
      answer.assertStatus(201)
      return new URL(answer.body().url).pathname
    }
    const url = await link()

    const followed = await client.get(url)
    followed.assertStatus(200)
    assert.equal(hash('sha256', followed.body()), hash('sha256', PDF))
    ;(await client.get(url.replace(/.\/$/, 'x/'))).assertStatus(404)
    ;(await api(client, reader).post(`${path}link/`, { minutes: 100_000 })).assertStatus(422)

    await UnitOfWork.run(asSystem, async () => {
      await User.query().where('id', reader.userId).update({ is_active: false })
    })
    ;(await client.get(url)).assertStatus(404)
    await UnitOfWork.run(asSystem, async () => {
      await User.query().where('id', reader.userId).update({ is_active: true })
    })
    ;(await client.get(url)).assertStatus(200)
    await api(client, acme.owner).delete(path)
    ;(await client.get(url)).assertStatus(404)
  })
})
