import type { HttpContext } from '@adonisjs/core/http'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { type Problem, notFound, permissionDenied } from '#core/http/exceptions/problem'
import { toProblem } from '#core/http/exceptions/to_problem'
import { withWorkAtEnd } from '#core/resources/records/at_end'
import { lockWholes } from '#core/resources/records/part_of'
import { authorizeAction, lock } from '#core/resources/records/record'
import { translationFor } from '#core/i18n/translation'
import { UUID } from '#core/resources/uuid'
import { UnitOfWork } from '#core/database/unit_of_work'

/** What became of one of many. */
export interface Result {
  readonly id: string
  readonly status: number
  readonly error?: Record<string, unknown>
}

/**
 * Does something to each of many records: the same rules and effects as if each
 * had been a request of its own, and a refusal of one leaves the others done.
 * Records are locked in the order of their ids, so that two such requests
 * cannot deadlock.
 *
 * @param work changes the record and answers the status of its own request
 */
export async function forEachRecord(
  ctx: HttpContext,
  ids: readonly string[],
  action: 'update' | 'delete' | 'restore',
  work: (record: LucidRow) => Promise<number>
) {
  const permission = ctx.resource.permission(action)
  if (!ctx.identity.grants.allows(permission)) throw permissionDenied(permission)

  await lockWholes(ctx.resource, ids)
  const results = await withWorkAtEnd(() =>
    forEachId(ctx, ids, async (id) => {
      const record = await lock(ctx, id, {
        deleted: action === 'restore',
        forDelete: action === 'delete',
      })
      await authorizeAction(ctx, action, record)
      return work(record)
    })
  )
  const count = results.filter(({ status }) => status < 400).length
  const noun = count === 1 ? ctx.resource.singular : ctx.resource.name
  return { message: `${count} ${noun} ${action}d.`, count, results }
}

/**
 * Does something for each of many ids, as if for each by a request of its own: in the order of the
 * ids, and what is refused of one is undone alone.
 *
 * @param work answers the status of a request of its own
 */
export async function forEachId(
  ctx: HttpContext,
  ids: readonly string[],
  work: (id: string) => Promise<number>
): Promise<Result[]> {
  const results = new Map<string, Result>()
  for (const id of ids.toSorted()) results.set(id, await changeOne(ctx, id, work))
  return ids.flatMap((id) => results.get(id) ?? [])
}

async function changeOne(
  ctx: HttpContext,
  id: string,
  work: (id: string) => Promise<number>
): Promise<Result> {
  const outcome = await outcomeOf(ctx, async () => {
    if (!UUID.test(id)) throw notFound(ctx.resource.singular)
    return work(id.toLowerCase())
  })
  return { id, ...outcome }
}

/**
 * Does one of many things: what is refused of it is undone alone.
 *
 * @param work answers the status of a request of its own
 */
export async function outcomeOf(
  ctx: HttpContext,
  work: () => Promise<number>
): Promise<Omit<Result, 'id'>> {
  try {
    return { status: await UnitOfWork.get().savepoint(work) }
  } catch (error) {
    const problem = toProblem(error)
    /* What would wait for one record waits for the next as well: the request as a whole comes again. */
    if (problem.status >= 500 || problem.code === 'try_again') throw error
    if (problem.code === 'permission_denied') ctx.denial = problem
    return { status: problem.status, error: briefly(problem, ctx) }
  }
}

function briefly(problem: Problem, ctx: HttpContext) {
  return { code: problem.code, ...problem.words(translationFor(ctx)) }
}
