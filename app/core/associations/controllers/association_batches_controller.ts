import type { HttpContext } from '@adonisjs/core/http'
import { lockEnds } from '#core/associations/lock_order'
import { lockPair } from '#core/associations/ends'
import type { End } from '#core/associations/pair'
import { associationBatchValidator, ensureOneWay } from '#core/associations/validators'
import { associate, dissociate } from '#core/associations/write'
import { type Result, outcomeOf } from '#core/resources/records/bulk'
import { resources } from '#core/resources/registry'

/** Many pairs associated at once, or no longer, each as by a request of its own. */
export default class AssociationBatchesController {
  async store(ctx: HttpContext) {
    const { associations } = await ctx.request.validateUsing(associationBatchValidator)
    const items = associations.map(({ from, to, ...wish }) => ({
      self: { type: from.resource, id: from.id },
      other: { type: to.resource, id: to.id },
      wish,
    }))
    const ends = items.flatMap(({ self, other }) => [self, other])
    await lockEnds(ends.filter((end) => mayRead(ctx, end)))
    const results: (Omit<Result, 'id'> & { readonly index: number })[] = []
    for (const [index, { self, other, wish }] of items.entries()) {
      const result = await outcomeOf(ctx, async () => {
        const pair = await lockPair(ctx, self, other)
        ensureOneWay(wish)
        if (wish.action === 'dissociate') {
          await dissociate(pair)
          return 204
        }
        return (await associate(pair, wish, ctx.plugins)).isNew ? 201 : 200
      })
      results.push({ index, ...result })
    }
    const count = results.filter(({ status }) => status < 400).length
    return { message: `${count} of ${items.length} associations written.`, count, results }
  }
}

/** No one makes others wait for records of which they may read none. */
function mayRead({ identity }: HttpContext, { type }: End): boolean {
  const resource = resources.get(type)
  return resource !== undefined && identity.grants.allows(resource.permission('read'))
}
