import { test } from '@japa/runner'
import { noteWriteSuccess } from '#core/health/write_suspicion'
import { api } from '#tests/support/api'
import { makeCompany } from '#tests/support/personas'
import { listenToLog } from '#tests/support/secrets'

test.group('HTTP | outages of the database', () => {
  test('{ending}: 503 {code}, logged once and without a stack, and nothing is written')
    .with([
      { ending: 'loses_its_connection', code: 'try_again', retryAfter: '1' },
      { ending: 'loses_its_connection_in_the_orm', code: 'try_again', retryAfter: '1' },
      { ending: 'finds_the_disk_full', code: 'storage_full', retryAfter: '30' },
      { ending: 'finds_a_standby', code: 'read_only', retryAfter: '5' },
    ])
    .run(async ({ client, assert, cleanup }, { ending, code, retryAfter }) => {
      cleanup(noteWriteSuccess)
      const acme = await makeCompany()
      const { get, post } = api(client, acme.owner)
      const logged = await listenToLog(cleanup)

      const response = await post(`/api/probes/${ending}`)

      response.assertStatus(503)
      response.assertHeader('retry-after', retryAfter)
      response.assertBodyContains({ code })
      const lines = (await logged()).split('\n').filter((line) => line.includes('/api/probes/'))
      assert.lengthOf(lines, 1)
      assert.containsSubset(JSON.parse(lines[0] ?? ''), { level: 40, code, msg: 'turned away' })
      assert.notInclude(lines[0] ?? '', 'stack')
      assert.equal((await get('/api/customers/')).body().count, 0)
    })
})
