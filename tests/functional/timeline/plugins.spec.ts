import { randomUUID } from 'node:crypto'
import vine from '@vinejs/vine'
import { test } from '@japa/runner'
import { type Plugin, definePlugin } from '#core/plugins/api'
import { installedPlugins } from '#core/plugins/installed'
import { problemsOf } from '#core/plugins/problems'
import { api } from '#tests/support/api'
import { eventsOf } from '#tests/support/audit'
import { inDatabase, makeDeal } from '#tests/support/deals'
import { hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOff, turnOn } from '#tests/support/plugins'

declare module '#core/plugins/api' {
  interface TimelineItems {
    greetings_hello: { words: number }
  }
}

/** Greets customers as they are made, once however often it is said, and shows who was born when. */
const greetings = definePlugin({
  id: 'greetings',
  version: '1.0.0',
  timeline: {
    greetings_hello: {
      title: 'Greeting',
      permission: 'customers:update',
      data: vine.object({ words: vine.number() }),
    },
    greetings_birth: {
      title: 'Birth',
      source: {
        of: ['deals'],
        items: (organization) => `
          SELECT e.created_at AS at, e.id FROM deals e
          WHERE e.organization_id = ${organization} AND e.id = s.id`,
        shown: (organization) => `
          SELECT e.created_by_id, e.title, 'It is a deal', json_build_object('code', e.code)
          FROM deals e WHERE e.organization_id = ${organization} AND e.id = p.id`,
      },
    },
  },
  hooks: {
    'customers:create': {
      async after({ record, timeline }) {
        const id = randomUUID()
        for (const words of [2, 3]) {
          await timeline.add({
            kind: 'greetings_hello',
            resource: 'customers',
            record: String(record.id),
            summary: 'Hello there',
            data: { words },
            id,
          })
        }
      },
    },
  },
})

const broken = definePlugin({
  id: 'broken-source',
  version: '1.0.0',
  timeline: {
    broken_source_item: {
      title: 'Broken',
      source: {
        of: ['leads'],
        items: () => 'SELECT nothing FROM nowhere',
        shown: () => `SELECT NULL::uuid, NULL::text, 'Never', '{}'::json`,
      },
    },
  },
})

test.group('Timeline | plugins', (group) => {
  bring(group, [greetings, broken])

  test('write items, once by their ids, which are in the audit log, and show what they read', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'greetings')
    const { get, post, delete: remove } = api(client, acme.owner)
    const customer = (await post('/api/customers/', { name: 'Ann' })).body().id
    const deal = await makeDeal(acme, { customer_id: customer })
    const path = `/api/customers/${customer}/timeline/`
    const kinds = async () =>
      (await get(`${path}?kinds=greetings_hello,greetings_birth`)).body().results

    const [birth, hello, ...others] = await kinds()
    assert.lengthOf(others, 0)
    assert.containsSubset(hello, {
      kind: 'greetings_hello',
      actor: { id: acme.owner.userId },
      summary: 'Hello there',
      record: { type: 'customers', id: customer, label: 'Ann' },
      via: null,
      data: { words: 2 },
    })
    assert.containsSubset(birth, { summary: 'It is a deal', via: { type: 'deals', id: deal } })
    const logged = (await eventsOf(acme, 'customers')).filter(
      ({ action }) => action === 'customers:timeline'
    )
    assert.lengthOf(logged, 1)

    const reader = await hireWith(acme, ['customers:read'])
    const unknown = await api(client, reader).get(`${path}?kinds=greetings_hello`)
    unknown.assertStatus(400)
    await turnOff(acme, 'greetings')
    const all = (await get(path)).body().results
    assert.notIncludeMembers(
      all.map(({ kind }: { kind: string }) => kind),
      ['greetings_hello', 'greetings_birth']
    )
    await remove(`/api/customers/${customer}/?force=true`)
    const kept = await inDatabase(acme, 'SELECT id FROM timeline_items')
    assert.lengthOf(kept, 1)
  })

  test('that fail are named', async ({ client }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'broken-source')
    const { get, post } = api(client, acme.owner)
    const lead = (await post('/api/leads/', { name: 'Ben' })).body().id
    const failed = await get(`/api/leads/${lead}/timeline/`)
    failed.assertStatus(500)
    failed.assertBodyContains({ code: 'plugin_failed', plugin: 'broken-source' })
  })

  test('say at the start what is wrong with their kinds', ({ assert }) => {
    const source = {
      of: ['employees'] as const,
      items: () => '',
      shown: () => '',
    }
    const odd: Plugin = definePlugin({
      id: 'odd',
      version: '1.0.0',
      timeline: {
        'note': { title: 'Note' },
        'odd-kind': { title: '' },
        'odd_other': { title: 'Other', permission: 'nothing:read', source },
      },
    })
    assert.sameMembers(problemsOf([...installedPlugins(), odd]), [
      'the kind "note" of timelines is claimed by "activities" and "odd"',
      '"odd" brings the kind "note" of timelines, which does not begin with its id',
      '"odd" brings the kind "odd-kind" of timelines, which cannot be the name of one',
      '"odd" brings the kind "odd-kind" of timelines, which does not begin with its id',
      '"odd" brings the kind "odd-kind" of timelines, which has no title',
      '"odd" brings the kind "odd_other" of timelines, which is for "employees", which has no timeline',
      '"odd" brings the kind "odd_other" of timelines, which takes "nothing:read", which no role can be granted',
    ])
  })
})
