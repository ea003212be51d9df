import { test } from '@japa/runner'
import { keepFilesIn } from '#core/files/default_store'
import { S3Store } from '#core/files/s3_store'
import { sweepAll } from '#core/files/sweep'
import { checkFiles } from '#core/health/checks/files'
import { storageOf } from '#core/plugins/delivery/storage'
import { CustomerFactory } from '#plugins/customers/factories/customer_factory'
import { api } from '#tests/support/api'
import { PDF, attach } from '#tests/support/attachments'
import { type LocalBucket, startBucket } from '#tests/support/bucket'
import { runJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'

test.group('Attachments | in a bucket of S3', (group) => {
  let local: LocalBucket
  let acme: Company
  let record: string

  group.setup(async () => {
    local = await startBucket()
    return () => local.stop()
  })
  group.each.setup(async () => {
    const restore = keepFilesIn(new S3Store(local.bucket))
    acme = await makeCompany()
    record = await inCompany(acme, async () => `customers/${(await CustomerFactory.create()).id}`)
    return restore
  })

  test('are kept, read as a whole and in parts, and deleted with their bytes', async ({
    client,
    assert,
  }) => {
    const made = await attach(client, acme.owner, record, PDF)
    made.assertStatus(201)
    const path = `/api/attachments/${made.body().id}/`

    assert.lengthOf(await local.list(acme.id), 1)
    const whole = await api(client, acme.owner).get(`${path}content/`)
    whole.assertStatus(200)
    assert.deepEqual(Buffer.from(whole.body()), PDF)
    const part = await api(client, acme.owner).get(`${path}content/`).header('Range', 'bytes=5-7')
    part.assertStatus(206)
    assert.deepEqual(Buffer.from(part.body()), PDF.subarray(5, 8))

    ;(await api(client, acme.owner).delete(path)).assertStatus(204)
    await runJobs()
    await sweepAll(new AbortController().signal)
    assert.isEmpty(await local.list(acme.id))
  })

  test('are kept beside those of plugins', async ({ assert }) => {
    const storage = storageOf('keeper', acme.id)
    await storage.put('invoices/7.txt', 'seven')
    await storage.put('invoices-old/7.txt', 'seven')

    assert.equal((await storage.get('invoices/7.txt'))?.text(), 'seven')
    assert.isNull(await storage.get('invoices/8.txt'))
    const folder = `${acme.id}/keeper`
    assert.deepEqual(await local.list(`${folder}/invoices`), [`${folder}/invoices/7.txt`])
    await storage.delete('invoices/7.txt')
    assert.deepEqual(await local.list(folder), [`${folder}/invoices-old/7.txt`])
  })

  test('are refused where the bucket does not let us in, and the doctor says so', async ({
    client,
    assert,
  }) => {
    assert.isEmpty((await checkFiles()).issues)
    const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'wrong' }
    const restore = keepFilesIn(new S3Store({ ...local.bucket, credentials }))
    const refused = await attach(client, acme.owner, record, PDF)
    refused.assertStatus(503)
    assert.equal(refused.body().code, 'files_unavailable')
    const { issues } = await checkFiles()
    assert.match(issues[0]?.sentence ?? '', /cannot be written/)
    restore()
    await sweepAll(new AbortController().signal)
    assert.isEmpty(await local.list(acme.id))
  })
})
