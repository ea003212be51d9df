import { test } from '@japa/runner'
import { csv, importFile, sendFile, showImport } from '#tests/support/imports'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

test.group('Imports | cancellations', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  type Client = Parameters<typeof sendFile>[0]
  const cancel = (client: Client, id: string, token = acme.owner.token) =>
    client.post(`/api/imports/${id}/cancel/`).bearerToken(token)

  test('end an import before its next line, and nothing happens the second time', async ({
    client,
    assert,
  }) => {
    const made = await sendFile(client, acme.owner, csv('name', 'Ann'))
    const first = await cancel(client, made.body().id)
    first.assertStatus(200)
    first.assertBodyContains({ message: 'Import canceled.', import: { status: 'canceled' } })
    const second = await cancel(client, made.body().id)
    second.assertStatus(200)
    await runJobs()

    const ended = await showImport(client, acme.owner, made)
    assert.containsSubset(ended, { status: 'canceled', processed: 0, version: 2 })
    assert.isNotNull(ended.finished_at)
  })

  test('come too late for one that has ended', async ({ client }) => {
    const done = await importFile(client, acme.owner, csv('name', 'Ann'))
    const response = await cancel(client, done.id)
    response.assertStatus(409)
    response.assertBodyContains({
      status: 409,
      code: 'import_finished',
      import_status: 'completed',
    })
  })

  test('need their permission, for this import', async ({ client }) => {
    const made = await sendFile(client, acme.owner, csv('name', 'Ann'))
    const { id } = made.body()
    const globex = await makeCompany('Globex')
    const reader = await hireWith(acme, ['imports:read'])
    const own = await hireWith(acme, ['imports:read', 'imports:cancel/own'])
    const anonymous = await client.post(`/api/imports/${id}/cancel/`)
    anonymous.assertStatus(401)
    ;(await cancel(client, id, reader.token)).assertStatus(403)
    ;(await cancel(client, id, own.token)).assertStatus(403)
    ;(await cancel(client, id, globex.owner.token)).assertStatus(404)
  })
})
