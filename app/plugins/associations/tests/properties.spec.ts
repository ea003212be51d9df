import { test } from '@japa/runner'
import fc from 'fast-check'
import type { ApiClient } from '@japa/api-client'
import { api } from '#tests/support/api'
import { makeLabel } from '#tests/support/associations'
import { makeCustomers } from '#tests/support/customers'
import { makeDeals } from '#tests/support/deals'
import { type Company, makeCompany } from '#tests/support/personas'

/** A deal has one customer by this, and any number by the other. */
const LIMITED = 'only'
const KEYS = ['many', LIMITED]

type Side = 'deals' | 'customers'

interface Step {
  readonly kind: 'put' | 'add' | 'delete' | 'hide' | 'show'
  readonly deal: number
  readonly customer: number
  /** From whose side it is done, or who is deleted and restored. */
  readonly side: Side
  readonly labels: readonly string[]
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('put', 'add', 'delete', 'hide', 'show'),
  deal: fc.nat({ max: 1 }),
  customer: fc.nat({ max: 1 }),
  side: fc.constantFrom('deals', 'customers'),
  labels: fc.subarray(KEYS),
})

/** What there is to be seen: labels by pair, and who is deleted. */
class Model {
  readonly pairs = new Map<string, ReadonlySet<string>>()
  readonly hidden = { deals: new Set<number>(), customers: new Set<number>() }

  /** @returns whether it is done, and not refused */
  apply(wanted: Step): boolean {
    const { kind, deal, customer, side } = wanted
    const one = side === 'deals' ? deal : customer
    const isHidden = this.hidden[side].has(one)
    if (kind === 'hide') {
      this.hidden[side].add(one)
      return !isHidden
    }
    if (kind === 'show') {
      this.hidden[side].delete(one)
      const isDone = isHidden && [0, 1].every((each) => this.holders(each).length < 2)
      if (isHidden && !isDone) this.hidden[side].add(one)
      return isDone
    }
    return this.isThere(deal, customer) && this.change(wanted)
  }

  seen(): Record<string, string> {
    const pairs = [...this.pairs].filter(([pair]) => {
      const [deal, customer] = pair.split('/').map(Number)
      return this.isThere(deal, customer)
    })
    return Object.fromEntries(pairs.map(([pair, labels]) => [pair, [...labels].toSorted().join()]))
  }

  private change({ kind, deal, customer, labels }: Step): boolean {
    const pair = `${deal}/${customer}`
    if (kind === 'delete') return this.pairs.delete(pair)
    const before = this.pairs.get(pair)
    const after = new Set([...(kind === 'add' ? (before ?? []) : []), ...labels])
    const isTaken = this.holders(deal).some((holder) => holder !== customer)
    if (after.has(LIMITED) && !before?.has(LIMITED) && isTaken) return false
    this.pairs.set(pair, after)
    return true
  }

  /** The customers that have the limited label for a deal that is there. */
  private holders(deal: number): number[] {
    return [0, 1].filter(
      (customer) =>
        this.isThere(deal, customer) && this.pairs.get(`${deal}/${customer}`)?.has(LIMITED)
    )
  }

  private isThere(deal = -1, customer = -1): boolean {
    return !this.hidden.deals.has(deal) && !this.hidden.customers.has(customer)
  }
}

class World {
  constructor(
    readonly client: ApiClient,
    readonly company: Company,
    readonly deals: readonly string[],
    readonly customers: readonly string[]
  ) {}

  /** @returns whether it is done, and not refused */
  async apply({ kind, deal, customer, side, labels }: Step): Promise<boolean> {
    const { put, post, delete: remove } = api(this.client, this.company.owner)
    const [dealId, customerId] = [this.deals[deal], this.customers[customer]]
    const [one, path] =
      side === 'deals'
        ? [`/api/deals/${dealId}/`, `associations/customers/${customerId}/`]
        : [`/api/customers/${customerId}/`, `associations/deals/${dealId}/`]
    const answers = {
      put: () => put(`${one}${path}`, { labels }),
      add: () => put(`${one}${path}`, { labels_add: labels }),
      delete: () => remove(`${one}${path}`),
      hide: () => remove(`${one}?force=true`),
      show: () => post(`${one}restore/`),
    }
    return (await answers[kind]()).status() < 400
  }

  /** Labels by pair, as the records of one side see those of the other. */
  async seen(side: Side): Promise<Record<string, string>> {
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
  test('whatever is done from whichever side, both see the same, within the limits, and deleting either only hides', async ({
    client,
    assert,
  }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        const acme = await makeCompany()
        const label = { from: 'customers', to: 'deals' }
        await makeLabel(client, acme, { ...label, key: 'many' })
        await makeLabel(client, acme, { ...label, key: LIMITED, limit_from: 1 })
        const world = new World(
          client,
          acme,
          await makeDeals(acme, 2),
          await makeCustomers(acme, 2)
        )
        const model = new Model()
        for (const each of steps) assert.equal(await world.apply(each), model.apply(each))
        assert.deepEqual(await world.seen('deals'), model.seen())
        assert.deepEqual(await world.seen('customers'), model.seen())
      }),
      { numRuns: 8 }
    )
  })
})
