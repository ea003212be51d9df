import { test } from '@japa/runner'
import fc from 'fast-check'
import { MessageFactory } from '#plugins/activities/factories/message_factory'
import { NoteFactory } from '#plugins/activities/factories/note_factory'
import { TaskFactory } from '#plugins/activities/factories/task_factory'
import { VISIBILITIES } from '#plugins/activities/kinds'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makePerson } from '#tests/support/people'
import { hire, hireWith, makeCompany } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'

const FACTORIES = { notes: NoteFactory, tasks: TaskFactory, messages: MessageFactory }
const NOUNS = ['notes', 'tasks', 'messages'] as const
const NO_ONE = { person_id: null, user_id: null, address: null, name: null, role: 'to' as const }

interface Logged {
  readonly noun: (typeof NOUNS)[number]
  readonly visibility: (typeof VISIBILITIES)[number]
  /** Which of the records it is about. */
  readonly about: readonly number[]
  readonly by: number
  /** Whether the second persona takes part. */
  readonly isShared: boolean
  readonly isDeleted: boolean
}

const logged: fc.Arbitrary<Logged> = fc.record({
  noun: fc.constantFrom(...NOUNS),
  visibility: fc.constantFrom(...VISIBILITIES),
  about: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 }),
  by: fc.nat({ max: 2 }),
  isShared: fc.boolean(),
  isDeleted: fc.boolean(),
})

interface Item {
  readonly record: { readonly type: string; readonly id: string }
  readonly via: { readonly type: string; readonly id: string } | null
}

test.group('Timeline | rights', () => {
  /** Whatever is deleted, private, not one's own, or of a resource without a permission. */
  test('what it shows is what single reads show, whoever reads, and whatever is there', async ({
    client,
    assert,
  }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(logged, { minLength: 6, maxLength: 10 }), async (activities) => {
        const acme = await makeCompany()
        const manager = await hire(acme, { roles: ['manager'] })
        const narrow = await hireWith(acme, [
          'notes:read',
          'messages:read',
          'tasks:read/own',
          'deals:read',
          'people:read',
          'customers:read/own',
        ])
        await makeEmployee(acme, { userId: narrow.userId })
        const personas = [acme.owner, manager, narrow]
        const [customer, deal] = [await makeCustomer(acme), await makeDeal(acme)]
        const [person, hidden] = [await makePerson(acme), await makePerson(acme)]
        const records = [
          { type: 'deals', id: deal },
          { type: 'customers', id: customer },
          { type: 'people', id: person },
          { type: 'people', id: hidden },
        ]
        const { put, delete: remove } = api(client, acme.owner)
        for (const { type, id } of records.slice(1)) {
          await put(`/api/deals/${deal}/associations/${type}/${id}/`, {})
        }
        const made = await Promise.all(
          activities.map(async ({ noun, visibility, about, by, isShared, isDeleted }) => {
            const id = await inCompany(acme, async () => {
              const createdById = personas[by]?.userId ?? null
              const associations = about.flatMap((index) => records[index] ?? [])
              const participants = isShared ? [{ ...NO_ONE, user_id: manager.userId }] : []
              const details = { visibility, associations, participants, createdById }
              const activity = await FACTORIES[noun].merge(details).create()
              if (isDeleted) await activity.delete()
              return activity.id
            })
            return { path: `/api/${noun}/${id}/`, type: noun, id }
          })
        )
        await remove(`/api/people/${hidden}/?force=true`)

        for (const persona of personas) {
          const { get } = api(client, persona)
          const answer = await get(`/api/deals/${deal}/timeline/?kinds=note,message,task&limit=100`)
          answer.assertStatus(200)
          const shown: string[] = answer
            .body()
            .results.map(
              ({ record, via }: Item) => `${record.type}/${record.id} ${via?.type}/${via?.id}`
            )
          const readable: string[] = []
          const isThere = async (path: string) => (await get(path)).status() === 200
          for (const { path, type, id } of made) {
            if (!(await isThere(path))) continue
            const near: string[] = []
            for (const record of records) {
              const association = `/api/${record.type}/${record.id}/associations/${type}/${id}/`
              if (await isThere(association)) near.push(`${record.type}/${record.id}`)
            }
            if (near.length === 0) continue
            const [first = ''] = near
            const via = first.startsWith('deals') ? 'undefined/undefined' : first
            readable.push(`${type}/${id} ${via}`)
          }
          const about = (items: readonly string[]) =>
            items.map((item) => item.split(' ')[0]).toSorted()
          assert.deepEqual(about(shown), about(readable))
          const ownOnes = (items: readonly string[]) =>
            items.filter((item) => item.endsWith('undefined')).toSorted()
          assert.deepEqual(ownOnes(shown), ownOnes(readable))
        }
      }),
      { numRuns: 4, endOnFailure: true }
    )
  })

  test('a field that is hidden is in no change, and a kind without its permission is unknown', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const reader = await hireWith(acme, ['deals:read'])
    const deal = await makeDeal(acme, { value: '1.00' })
    const { patch, post } = api(client, acme.owner)
    await patch(`/api/deals/${deal}/`, { value: '2.00' })
    await post('/api/notes/', { body: 'Hm', associations: [{ type: 'deals', id: deal }] })
    const { get } = api(client, reader)

    const items = (await get(`/api/deals/${deal}/timeline/`)).body().results
    assert.deepEqual(
      items.map(({ kind }: { kind: string }) => kind),
      ['field', 'stage']
    )
    const refused = await get(`/api/deals/${deal}/timeline/?kinds=note`)
    refused.assertStatus(400)
    assert.deepEqual(refused.body().accepted, ['assignment', 'field', 'stage'])
  })
})
