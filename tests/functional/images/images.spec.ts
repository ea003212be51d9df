import { deflateSync } from 'node:zlib'
import { test } from '@japa/runner'
import sharp from 'sharp'
import { sweepAll } from '#core/files/sweep'
import { api } from '#tests/support/api'
import { GIF, PDF, PNG, attach, storedFiles, zipOf } from '#tests/support/attachments'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { photo, putImage } from '#tests/support/images'
import { runJobs } from '#tests/support/jobs'
import { makePerson } from '#tests/support/people'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { makeVendor } from '#tests/support/vendors'

const SCRIPT = '<script>alert(1)</script>'
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${SCRIPT}</svg>`

/** A picture that says it is so many pixels wide and high. */
function claiming(width: number, height: number): Buffer {
  const header = Buffer.from(PNG)
  header.writeUInt32BE(width, 16)
  header.writeUInt32BE(height, 20)
  return Buffer.concat([header, deflateSync(Buffer.alloc(1024 * 1024))])
}

const REFUSED: [string, Buffer, number][] = [
  ['a drawing with a script', Buffer.from(SVG), 415],
  ['a drawing behind a declaration', Buffer.from(`<?xml version="1.0"?>${SVG}`), 415],
  ['a page', Buffer.from(`<!doctype html>${SCRIPT}`), 415],
  ['a document', PDF, 415],
  ['an archive', zipOf({ a: 'b' }), 415],
  ['a picture of 50,000 by 50,000 pixels', claiming(50_000, 50_000), 422],
  ['a picture of 50,000 by 1 pixels', claiming(50_000, 1), 422],
  ['a picture whose header says more than it has', claiming(4_000, 4_000), 422],
  ['half a picture', PNG.subarray(0, 40), 422],
  ['nothing', Buffer.alloc(0), 422],
]

test.group('Pictures of records', (group) => {
  let acme: Company
  let person: string

  group.each.setup(async () => {
    acme = await makeCompany()
    person = await makePerson(acme)
  })

  const usage = async () => {
    const sql = 'SELECT bytes::int FROM file_usages WHERE organization_id = $1'
    const [row] = await inDatabase<{ bytes: number }>(acme, sql, [acme.id])
    return row?.bytes ?? 0
  }

  test('are kept as WebP in several sizes, without what they said besides', async ({
    client,
    assert,
  }) => {
    const path = `people/${person}/avatar`
    const before = await api(client, acme.owner).get(`/api/people/${person}/`)
    assert.isNull(before.body().avatar_url)
    ;(await api(client, acme.owner).get(`/api/${path}/`)).assertStatus(404)

    const given = await putImage(client, acme.owner, path, await photo())
    given.assertStatus(200)
    assert.match(given.body().avatar_url, new RegExp(`/api/${path}/\\?v=[0-9a-f-]{36}$`))
    assert.equal(given.body().version, before.body().version + 1)
    const list = await api(client, acme.owner).get('/api/people/')
    assert.equal(list.body().results[0].avatar_url, given.body().avatar_url)
    for (const [size, width] of [
      ['64', 64],
      ['256', 256],
      ['1024', 600],
    ] as const) {
      const read = await api(client, acme.owner).get(`/api/${path}/?size=${size}`)
      read.assertStatus(200)
      assert.equal(read.header('content-type'), 'image/webp')
      assert.equal(read.header('x-content-type-options'), 'nosniff')
      const known = await sharp(Buffer.from(read.body())).metadata()
      assert.equal(known.format, 'webp')
      assert.equal(known.width, width)
      assert.isUndefined(known.exif)
      assert.isUndefined(known.xmp)
    }
    ;(await api(client, acme.owner).get(`/api/${path}/?size=63`)).assertStatus(400)
  })

  test('are kept by browsers for good under their own address, and asked about under another', async ({
    client,
    assert,
  }) => {
    const path = `people/${person}/avatar`
    const given = await putImage(client, acme.owner, path, await photo())
    const { pathname, search } = new URL(given.body().avatar_url)
    const own = await api(client, acme.owner).get(pathname + search)
    assert.equal(own.header('cache-control'), 'private, max-age=31536000, immutable, no-transform')
    const plain = await api(client, acme.owner).get(pathname)
    assert.equal(plain.header('cache-control'), 'private, no-cache, no-transform')
    const again = await api(client, acme.owner)
      .get(pathname)
      .header('If-None-Match', String(plain.header('etag')))
    again.assertStatus(304)
  })

  test('are replaced and taken away with their bytes, which the log shows', async ({
    client,
    assert,
  }) => {
    const path = `people/${person}/avatar`
    await putImage(client, acme.owner, path, await photo())
    assert.lengthOf(await storedFiles(acme), 3)
    const used = await usage()
    assert.isAbove(used, 0)
    const stale = await putImage(client, acme.owner, path, await photo()).header('If-Match', '"1"')
    stale.assertStatus(412)

    const other = await putImage(client, acme.owner, path, await photo(300, 300))
    await runJobs()
    assert.lengthOf(await storedFiles(acme), 3)
    assert.isBelow(await usage(), used)
    ;(await api(client, acme.owner).delete(`/api/${path}/`)).assertStatus(204)
    ;(await api(client, acme.owner).delete(`/api/${path}/`)).assertStatus(404)
    await runJobs()
    assert.isEmpty(await storedFiles(acme))
    assert.equal(await usage(), 0)
    const log = await api(client, acme.owner).get('/api/audit-logs/?resource=people')
    const [last] = log.body().results
    assert.equal(last.action, 'people:update')
    assert.include(JSON.stringify(last.changes), other.body().avatar_url.slice(-36))
  })

  test('go with the record that is deleted for good, and with the organization', async ({
    client,
    assert,
  }) => {
    const path = `people/${person}/avatar`
    await putImage(client, acme.owner, path, await photo())
    ;(await api(client, acme.owner).delete(`/api/people/${person}/`)).assertStatus(204)
    ;(await api(client, acme.owner).get(`/api/${path}/`)).assertStatus(404)
    await sweepAll(new AbortController().signal)
    assert.lengthOf(await storedFiles(acme), 3)
    await inDatabase(acme, 'DELETE FROM people WHERE organization_id = $1', [acme.id])
    await sweepAll(new AbortController().signal)
    assert.isEmpty(await storedFiles(acme))
  })

  test('are seen by who may read the record, and given by who may change it', async ({
    client,
  }) => {
    const path = `people/${person}/avatar`
    const globex = await makeCompany('Globex')
    const reader = await hireWith(acme, ['people:read'])
    const stranger = await hireWith(acme, ['deals:read'])
    await putImage(client, acme.owner, path, await photo())

    ;(await api(client, reader).get(`/api/${path}/`)).assertStatus(200)
    ;(await putImage(client, reader, path, await photo())).assertStatus(403)
    ;(await api(client, reader).delete(`/api/${path}/`)).assertStatus(403)
    ;(await api(client, stranger).get(`/api/${path}/`)).assertStatus(403)
    ;(await client.get(`/api/${path}/`)).assertStatus(401)
    ;(await api(client, globex.owner).get(`/api/${path}/`)).assertStatus(404)
    ;(await putImage(client, globex.owner, path, await photo())).assertStatus(404)
    ;(await api(client, globex.owner).delete(`/api/${path}/`)).assertStatus(404)
  })

  test('are of people, employees, customers, vendors and products', async ({ client }) => {
    const records = [
      `employees/${await makeEmployee(acme)}/avatar`,
      `customers/${await makeCustomer(acme)}/logo`,
      `vendors/${await makeVendor(acme)}/logo`,
    ]
    for (const path of records) {
      ;(await putImage(client, acme.owner, path, await photo(20, 10))).assertStatus(200)
      ;(await api(client, acme.owner).get(`/api/${path}/`)).assertStatus(200)
    }
    ;(await putImage(client, acme.owner, `deals/${person}/photo`, PNG)).assertStatus(404)
  })

  test('that are hostile are refused, and leave nothing: {0}')
    .with(REFUSED)
    .run(async ({ client, assert }, [, content, status]) => {
      const refused = await putImage(
        client,
        acme.owner,
        `people/${person}/avatar`,
        content,
        'a.png'
      )
      refused.assertStatus(status)
      assert.isEmpty(await storedFiles(acme))
      assert.equal(await usage(), 0)
      const read = await api(client, acme.owner).get(`/api/people/${person}/`)
      assert.isNull(read.body().avatar_url)
    })

  test('keep nothing of what is behind or within them', async ({ client, assert }) => {
    const path = `people/${person}/avatar`
    for (const content of [
      Buffer.concat([PNG, Buffer.from(SCRIPT)]),
      Buffer.concat([GIF, zipOf({ 'evil.txt': SCRIPT })]),
      await sharp(await photo(50, 50))
        .withExif({ IFD0: { Copyright: SCRIPT } })
        .jpeg()
        .toBuffer(),
    ]) {
      ;(await putImage(client, acme.owner, path, content, 'x.html')).assertStatus(200)
      const read = await api(client, acme.owner).get(`/api/${path}/`)
      assert.notInclude(Buffer.from(read.body()).toString('latin1'), 'script')
      assert.equal(read.header('content-disposition'), 'inline; filename=avatar.webp')
      assert.include(String(read.header('content-security-policy')), 'sandbox')
    }
  })

  test('find room, or are refused', async ({ client, assert }) => {
    await inDatabase(acme, 'UPDATE organizations SET file_quota_megabytes = 1 WHERE id = $1', [
      acme.id,
    ])
    const large = Buffer.concat([PDF, Buffer.alloc(1_000_000, 'x')])
    ;(await attach(client, acme.owner, `people/${person}`, large)).assertStatus(201)
    const full = await putImage(client, acme.owner, `people/${person}/avatar`, await photo())
    full.assertStatus(409)
    assert.equal(full.body().code, 'file_quota_exceeded')
  })
})
