import { test } from '@japa/runner'
import fc from 'fast-check'
import type { ApiClient } from '@japa/api-client'
import { api } from '#tests/support/api'
import { makeLabel } from '#tests/support/associations'
import { makeCustomers } from '#tests/support/customers'
import { makeDeals } from '#tests/support/deals'
import { type Company, makeCompany } from '#tests/support/personas'

const KEYS = ['one', 'two']

interface Step {
  readonly kind: 'put' | 'add' | 'delete' | 'hide' | 'show'
  readonly deal: number
  readonly customer: number
  /** Whether it is done from the side of the customer. */
  readonly back: boolean
  readonly labels: readonly string[]
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('put', 'add', 'delete', 'hide', 'show'),
  deal: fc.nat({ max: 1 }),
  customer: fc.nat({ max: 1 }),
  back: fc.boolean(),
  labels: fc.subarray(KEYS),
})

/** What there is to be seen: labels by pair, and which customers are deleted. */
class Model {
  readonly pairs = new Map<string, Set<string>>()
  readonly hidden = new Set<number>()

  apply({ kind, deal, customer, labels }: Step): void {
    if (kind === 'hide') this.hidden.add(customer)
    else if (kind === 'show') this.hidden.delete(customer)
    else if (!this.hidden.has(customer)) {
      const pair = `${deal}/${customer}`
      if (kind === 'delete') this.pairs.delete(pair)
      else if (kind === 'put') this.pairs.set(pair, new Set(labels))
      else this.pairs.set(pair, new Set([...(this.pairs.get(pair) ?? []), ...labels]))
    }
  }

  seen(): Record<string, string> {
    const pairs = [...this.pairs].filter(([pair]) => !this.hidden.has(Number(pair.split('/')[1])))
    return Object.fromEntries(pairs.map(([pair, labels]) => [pair, [...labels].toSorted().join()]))
  }
}

class World {
  constructor(
    readonly client: ApiClient,
    readonly company: Company,
    readonly deals: readonly string[],
    readonly customers: readonly string[]
  ) {}

  async apply({ kind, deal, customer, back, labels }: Step): Promise<void> {
    const { put, post, delete: remove } = api(this.client, this.company.owner)
    const [dealId, customerId] = [this.deals[deal], this.customers[customer]]
    const path = back
      ? `/api/customers/${customerId}/associations/deals/${dealId}/`
      : `/api/deals/${dealId}/associations/customers/${customerId}/`
    if (kind === 'hide') await remove(`/api/customers/${customerId}/?force=true`)
    else if (kind === 'show') await post(`/api/customers/${customerId}/restore/`)
    else if (kind === 'delete') await remove(path)
    else await put(path, kind === 'put' ? { labels } : { labels_add: labels })
  }

  /** Labels by pair, as the records of one side see those of the other. */
  async seen(side: 'deals' | 'customers'): Promise<Record<string, string>> {
    const { get } = api(this.client, this.company.owner)
    const other = side === 'deals' ? 'customers' : 'deals'
    const found: [string, string][] = []
    for (const [own, id] of this[side].entries()) {
      const response = await get(`/api/${side}/${id}/associations/${other}/`)
      for (const entry of response.body().results ?? []) {
        const place = this[other].indexOf(entry.id)
        const pair = side === 'deals' ? `${own}/${place}` : `${place}/${own}`
        const keys = entry.association.labels.map(({ key }: { key: string }) => key)
        found.push([pair, keys.toSorted().join()])
      }
    }
    return Object.fromEntries(found)
  }
}

test.group('Associations | properties', () => {
  test('whatever is done from whichever side, both sides see the same, and deleting only hides', async ({
    client,
    assert,
  }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        const acme = await makeCompany()
        for (const key of KEYS) {
          await makeLabel(client, acme, { from: 'customers', to: 'deals', key })
        }
        const world = new World(
          client,
          acme,
          await makeDeals(acme, 2),
          await makeCustomers(acme, 2)
        )
        const model = new Model()
        for (const each of steps) {
          await world.apply(each)
          model.apply(each)
        }
        assert.deepEqual(await world.seen('deals'), model.seen())
        assert.deepEqual(await world.seen('customers'), model.seen())
      }),
      { numRuns: 6 }
    )
  })
})
