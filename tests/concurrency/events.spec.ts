import { test } from '@japa/runner'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { changeCustomer } from '#tests/support/open_transaction'
import { makeCustomers } from '#tests/support/customers'
import { type ShownEvent, latest, readAll, readPage } from '#tests/support/events'
import { makeCompany } from '#tests/support/personas'

const WRITERS = 15
const WRITES = 8

test.group('Events', () => {
  test('a tailing reader sees what writers commit once, in one order, and nothing they undo', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const ids = await makeCustomers(acme, WRITERS)
    const start = await latest(client, acme.owner)
    const committed = new Set<string>()
    let isOver = false

    const write = async (id: string, writer: number) => {
      for (let number = 0; number < WRITES; number += 1) {
        const city = `${writer}/${number}`
        const isUndone = (writer + number) % 4 === 0
        await UnitOfWork.run(forOrganization(acme.id), async (unit) => {
          await changeCustomer(id, city)
          await unit.query('SELECT pg_sleep($1)', [((writer * 7 + number) % 5) / 100])
          if (isUndone) unit.markForRollback()
        })
        if (!isUndone) committed.add(city)
      }
    }
    const tail = async () => {
      const seen: ShownEvent[] = []
      for (let after = start; ;) {
        const wasOver = isOver
        const page = await readPage(client, acme.owner, { after, limit: 10 })
        seen.push(...page.results)
        after = page.cursor
        if (wasOver && !page.has_more) return seen
      }
    }
    const tailing = tail()
    await Promise.all(ids.map(write))
    isOver = true
    const seen = await tailing

    const again = await readAll(client, acme.owner, { after: start, limit: 1000 })
    assert.deepEqual(seen, again)
    const cities = seen.map(({ data }) => String(data?.changes.city?.to))
    assert.lengthOf(cities, committed.size)
    assert.deepEqual(new Set(cities), committed)
  })
})
