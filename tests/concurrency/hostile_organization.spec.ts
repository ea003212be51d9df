import server from '@adonisjs/core/services/server'
import type { ApiClient, ApiResponse } from '@japa/api-client'
import { test } from '@japa/runner'
import { uploadPlaces } from '#core/http/upload'
import { workPlaces } from '#core/http/work_places'
import { exportPlaces } from '#core/resources/query/csv_export'
import { api } from '#tests/support/api'
import { makeCustomers } from '#tests/support/customers'
import { type Company, type Member, hire, makeCompany } from '#tests/support/personas'
import { SlowClient, UPLOAD_BEGINS, eventually, uploadHeaders } from '#tests/support/slow_client'

/** What a hostile request may be answered. */
const DONE = [200, 201]
const REFUSED = [409, 429, 503]

const times = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, number) => make(number))

/** Everything at once that one organization can do to a process. */
class Hostile {
  readonly answers: ApiResponse[] = []
  readonly #uploads: SlowClient[] = []
  #isOver = false

  constructor(
    private readonly client: ApiClient,
    private readonly members: readonly Member[],
    private readonly ids: readonly string[]
  ) {}

  /** Goes on until `stop`. @returns once all of it is answered */
  async rage(): Promise<void> {
    const [hot = ''] = this.ids
    const bulk = (number: number) => ({ ids: this.ids, data: { industry: `Industry ${number}` } })
    await Promise.all([
      ...times(25, (number) =>
        this.#again(number, ({ patch }) => patch(`/api/customers/${hot}/`, { notes: 'mine' }))
      ),
      ...times(40, (number) =>
        this.#again(number, ({ post }) => post('/api/customers/bulk_update/', bulk(number)))
      ),
      ...times(200, async (number) => {
        this.answers.push(
          await api(this.client, this.#member(number)).get('/api/customers/export/')
        )
      }),
      ...times(4, (number) => this.#trickle(number)),
    ])
  }

  stop(): void {
    this.#isOver = true
    for (const upload of this.#uploads) upload.leave()
  }

  #member(number: number): Member {
    const member = this.members[number % this.members.length]
    if (!member) throw new Error('No one is hostile')
    return member
  }

  async #again(number: number, send: (caller: ReturnType<typeof api>) => PromiseLike<ApiResponse>) {
    while (!this.#isOver) {
      this.answers.push(await send(api(this.client, this.#member(number))))
    }
  }

  async #trickle(number: number) {
    const { token } = this.#member(number)
    while (!this.#isOver) {
      const upload = await SlowClient.to(`${process.env.APP_URL}`)
      this.#uploads.push(upload)
      upload.begin('POST /api/imports/', uploadHeaders(token)).send(UPLOAD_BEGINS)
      if (this.#isOver) upload.leave()
      await upload.drip('x', 50)
    }
  }
}

test.group('Fairness | a hostile organization beside others', (group) => {
  let acme: Company
  let mallory: Company
  let members: Member[]
  let ids: string[]

  group.each.setup(async () => {
    acme = await makeCompany('Acme')
    await makeCustomers(acme, 30)
    mallory = await makeCompany('Mallory')
    members = [
      mallory.owner,
      await hire(mallory, { as: 'admin' }),
      await hire(mallory, { as: 'admin' }),
    ]
    ids = await makeCustomers(mallory, 20)
    /* Client and server share this process, which so reads headers late that are there. */
    const node = server.getNodeServer()
    const headersTimeout = node?.headersTimeout ?? 0
    if (node) node.headersTimeout = 60_000
    return async () => {
      if (node) node.headersTimeout = headersTimeout
      await eventually(() => uploadPlaces.taken + exportPlaces.taken + workPlaces.taken === 0, 60)
    }
  })

  test('R-73: no read of another organization fails beside 25 writers on one row, 4 uploads that trickle, 40 bulk updates of the same ids and 200 exports', async ({
    client,
    assert,
  }) => {
    const { get } = api(client, acme.owner)
    const hostile = new Hostile(client, members, ids)
    const rage = hostile.rage()
    const paths = [
      '/api/customers/',
      '/api/customers/?search=customer',
      '/api/customers/stats/',
      '/api/users/me/',
    ]
    const statuses: number[] = []
    try {
      await eventually(() => uploadPlaces.taken > 0, 60)
      for (let round = 0; round < 5; round += 1) {
        const answers = await Promise.all(paths.map((path) => get(path)))
        statuses.push(...answers.map((answer) => answer.status()))
      }
    } finally {
      hostile.stop()
      await rage
    }

    assert.deepEqual([...new Set(statuses)], [200])
    const said = Map.groupBy(hostile.answers, (answer) => answer.status())
    assert.isEmpty(
      [...said.keys()].filter((status) => ![...DONE, ...REFUSED].includes(status)),
      `it was answered ${[...said].map(([status, all]) => `${status} × ${all.length}`).join(', ')}`
    )
    for (const refused of REFUSED.flatMap((status) => said.get(status) ?? [])) {
      assert.isAbove(Number(refused.header('retry-after')), 0)
    }
  }).timeout(180_000)
})
