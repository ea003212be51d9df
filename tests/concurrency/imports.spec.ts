import { test } from '@japa/runner'
import type { ApiResponse } from '@japa/api-client'
import workImport from '#plugins/imports/jobs/run_import'
import Import from '#plugins/imports/models/import'
import { inDatabase } from '#tests/support/deals'
import { csv, sendFile, showImport } from '#tests/support/imports'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'

const LINES = 250
const PEOPLE = csv(
  'name,mail',
  ...Array.from({ length: LINES }, (_, n) => `P ${n},p${n}@x.example`)
)
const BY_MAIL = { mapping: { name: 'name', email: 'mail' }, match_by: 'email' }

test.group('Imports | races', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const piece = (made: ApiResponse, number: number) => ({
    organizationId: acme.id,
    importId: String(made.body().id),
    piece: number,
    orderer: { userId: acme.owner.userId, keyId: null, requestId: '' },
  })
  const once = {
    messageId: '',
    attempt: 1,
    isLastAttempt: false,
    signal: new AbortController().signal,
    progress: async () => {},
  }
  const work = (made: ApiResponse, number: number) => workImport.handle(piece(made, number), once)
  const countOf = async () => {
    const [row] = await inDatabase<{ all: number; mails: number }>(
      acme,
      'SELECT count(*) AS all, count(DISTINCT email) AS mails FROM customers'
    )
    return [row?.all, row?.mails]
  }

  test('a piece that several workers are given is worked once', async ({ client, assert }) => {
    const made = await sendFile(client, acme.owner, PEOPLE, { mapping: BY_MAIL.mapping })
    await Promise.all(Array.from({ length: 4 }, () => work(made, 0)))
    assert.deepEqual(await countOf(), [100, 100])
    await Promise.all([work(made, 0), work(made, 1), work(made, 2), work(made, 1)])
    await runJobs()

    const done = await showImport(client, acme.owner, made)
    assert.containsSubset(done, { status: 'completed', created: LINES, processed: LINES })
    assert.deepEqual(await countOf(), [LINES, LINES])
  })

  test('a worker that dies in the middle of a piece leaves nothing of it', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { recordBatch } = Import.prototype
    cleanup(() => {
      Import.prototype.recordBatch = recordBatch
    })
    let deaths = 0
    Import.prototype.recordBatch = async function (...results) {
      await recordBatch.apply(this, results)
      deaths += 1
      if (deaths % 2 === 1) throw new Error('The worker died')
    }
    const made = await sendFile(client, acme.owner, PEOPLE, { mapping: BY_MAIL.mapping })
    await runJobs({ evenLater: true })

    assert.equal(deaths, 6)
    const done = await showImport(client, acme.owner, made)
    assert.containsSubset(done, { status: 'completed', created: LINES, failed: 0 })
    assert.deepEqual(await countOf(), [LINES, LINES])
  })

  test('one that dies every time ends it, and its dead letter goes on with it', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { recordBatch } = Import.prototype
    cleanup(() => {
      Import.prototype.recordBatch = recordBatch
    })
    const made = await sendFile(client, acme.owner, PEOPLE, { mapping: BY_MAIL.mapping })
    await work(made, 0)
    Import.prototype.recordBatch = async () => {
      throw new Error('The worker died')
    }
    const last = { ...once, attempt: workImport.retry.limit + 1 }
    await assert.rejects(() => workImport.handle(piece(made, 1), last))
    const ended = await showImport(client, acme.owner, made)
    assert.containsSubset(ended, {
      status: 'failed',
      failure: { code: 'internal_error' },
      created: 100,
    })

    Import.prototype.recordBatch = recordBatch
    await work(made, 1)
    await runJobs()
    const done = await showImport(client, acme.owner, made)
    assert.containsSubset(done, { status: 'completed', failure: null, created: LINES })
    assert.deepEqual(await countOf(), [LINES, LINES])
  })

  test('a file that is sent twice at once is imported once when it is matched', async ({
    client,
    assert,
  }) => {
    const [one, two] = await Promise.all([
      sendFile(client, acme.owner, PEOPLE, BY_MAIL),
      sendFile(client, acme.owner, PEOPLE, BY_MAIL),
    ])
    for (const number of [0, 1, 2]) await Promise.all([work(one, number), work(two, number)])

    const ended = [
      await showImport(client, acme.owner, one),
      await showImport(client, acme.owner, two),
    ]
    const sum = (name: string) => ended.reduce((total, shown) => total + shown[name], 0)
    assert.deepEqual([sum('created'), sum('unchanged'), sum('failed')], [LINES, LINES, 0])
    assert.deepEqual(await countOf(), [LINES, LINES])
  })

  test('a cancellation at the end is either in time or refused', async ({ client, assert }) => {
    const cancel = ({ token }: Company['owner'], made: ApiResponse) =>
      client.post(`/api/imports/${made.body().id}/cancel/`).bearerToken(token)
    for (let round = 0; round < 6; round += 1) {
      const made = await sendFile(client, acme.owner, csv('name', `Round ${round}`))
      const [answer] = await Promise.all([cancel(acme.owner, made), work(made, 0)])
      const { status, processed } = await showImport(client, acme.owner, made)
      const expected = answer.status() === 200 ? ['canceled', 0] : ['completed', 1]
      assert.include([200, 409], answer.status())
      assert.deepEqual([status, processed], expected)
    }
  })
})
