import type { HttpContext } from '@adonisjs/core/http'
import { compare } from '#core/associations/pair'
import { lockPair } from '#core/associations/ends'
import { associationBatchValidator, ensureOneWay } from '#core/associations/validators'
import { associate, dissociate } from '#core/associations/write'
import { outcomeOf } from '#core/resources/records/bulk'

/** Many pairs associated at once, or no longer, each as by a request of its own. */
export default class AssociationBatchesController {
  async store(ctx: HttpContext) {
    const { associations } = await ctx.request.validateUsing(associationBatchValidator)
    const items = associations.map(({ from, to, ...wish }, index) => ({
      index,
      self: { type: from.resource, id: from.id },
      other: { type: to.resource, id: to.id },
      wish,
    }))
    const results = new Map<number, object>()
    /* In the order in which pairs are locked, so that two such requests cannot deadlock. */
    for (const { index, self, other, wish } of items.toSorted(byPair)) {
      const result = await outcomeOf(ctx, async () => {
        const pair = await lockPair(ctx, self, other)
        ensureOneWay(wish)
        if (wish.action === 'dissociate') {
          await dissociate(pair)
          return 204
        }
        return (await associate(pair, wish, ctx.plugins)).isNew ? 201 : 200
      })
      results.set(index, { index, ...result })
    }
    const done = items.map(({ index }) => Object(results.get(index)))
    const count = done.filter(({ status }) => status < 400).length
    return { message: `${count} of ${items.length} associations written.`, count, results: done }
  }
}

type Item = {
  readonly self: Parameters<typeof compare>[0]
  readonly other: Parameters<typeof compare>[0]
}

function byPair(one: Item, other: Item): number {
  const [first, second] = [one, other].map((item) => [item.self, item.other].toSorted(compare))
  if (!first?.[0] || !second?.[0] || !first[1] || !second[1]) return 0
  return compare(first[0], second[0]) || compare(first[1], second[1])
}
