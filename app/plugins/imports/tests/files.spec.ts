import { test } from '@japa/runner'
import { sweepFiles } from '#core/files/sweep'
import { removeOldLines } from '#plugins/imports/retention'
import { storedFiles } from '#tests/support/attachments'
import { inDatabase } from '#tests/support/deals'
import { importFile, sendFile } from '#tests/support/imports'
import { forgetJobs } from '#tests/support/jobs'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

const LATIN = Buffer.from('name;notes\r\nMüller;"two\r\nlines"\r\n', 'latin1')

const AS_LATIN = { encoding: 'windows-1252' }

test.group('Imports | the file that was sent', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  test('is there byte for byte for who sent it and who reads all of it, until its lines go', async ({
    client,
    assert,
  }) => {
    const made = await importFile(client, acme.owner, LATIN, AS_LATIN)
    assert.match(made.file_url, new RegExp(`/api/imports/${made.id}/file/$`))
    const path = new URL(made.file_url).pathname
    const read = await client.get(path).bearerToken(acme.owner.token)
    read.assertStatus(200)
    read.assertHeader('content-type', 'text/csv; charset=windows-1252')
    read.assertHeader('content-disposition', 'attachment; filename=people.csv')
    read.assertHeader('content-length', String(LATIN.length))

    const nosy = await hireWith(acme, ['imports:read'])
    ;(await client.get(path).bearerToken(nosy.token)).assertStatus(403)
    const shown = await client.get(`/api/imports/${made.id}/`).bearerToken(nosy.token)
    assert.isNull(shown.body().file_url)

    await inDatabase(
      acme,
      `UPDATE imports SET finished_at = now() - interval '8 days' RETURNING id`
    )
    await UnitOfWork.run(forOrganization(acme.id), (unit) =>
      removeOldLines({ query: (sql, values) => unit.query(sql, values) })
    )
    assert.equal(await sweepFiles(acme.id, AbortSignal.timeout(10_000)), 1)
    assert.deepEqual(await storedFiles(acme), [])
    const gone = await client.get(path).bearerToken(acme.owner.token)
    gone.assertStatus(404)
    gone.assertBodyContains({ code: 'file_removed' })
  })

  test('is kept once, and not at all where the import is refused', async ({ client, assert }) => {
    const refused = await sendFile(client, acme.owner, LATIN, {
      ...AS_LATIN,
      mapping: { name: 'title' },
    })
    refused.assertStatus(422)
    assert.deepEqual(await storedFiles(acme), [])
    for (const status of [201, 201]) {
      const sent = await sendFile(client, acme.owner, LATIN, AS_LATIN).header(
        'Idempotency-Key',
        'once'
      )
      sent.assertStatus(status)
    }
    assert.lengthOf(await storedFiles(acme), 1)

    await inDatabase(acme, 'UPDATE organizations SET file_quota_megabytes = 1 RETURNING id')
    await inDatabase(
      acme,
      'UPDATE file_usages SET bytes = 1048576 WHERE organization_id = $1 RETURNING bytes',
      [acme.id]
    )
    const full = await sendFile(client, acme.owner, LATIN, AS_LATIN)
    full.assertStatus(409)
    full.assertBodyContains({ code: 'file_quota_exceeded' })
    assert.lengthOf(await storedFiles(acme), 1)
  })
})
