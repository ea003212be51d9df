import type { HttpContext } from '@adonisjs/core/http'
import type { DayRange } from '#core/calendar/day_range'
import { didYouMean } from '#core/http/did_you_mean'
import { DAYS_PARAMETERS, type Reading, readDays, readingOf } from '#core/resources/query/reading'
import type { QueryString } from '#core/resources/query/list_request'
import { malformed, unknownParameter } from '#core/resources/query/refusals'
import type { Resource } from '#core/resources/define_resource'

/** The permission that opens reports. Narrowed to the caller's own, they are about those. */
const REPORTS = 'reports:read'

/**
 * What a report is asked: conditions on each of the resources that it is made of, as their lists take
 * them, under the resource's name (`deals[pipeline]=…`), a range of days, and parameters of its own.
 */
export class ReportRequest {
  /** The days that the report is about. */
  readonly days: DayRange
  readonly #ctx: HttpContext
  readonly #query: QueryString

  /**
   * @param of what the report is made of
   * @param own further parameters that it takes
   * @throws 400 for any other parameter
   */
  constructor(ctx: HttpContext, of: readonly Resource[], own: readonly string[] = []) {
    this.#ctx = ctx
    this.#query = ctx.request.qs()
    const known = [...own, ...DAYS_PARAMETERS, ...of.map(({ name }) => name)]
    for (const name of Object.keys(this.#query)) {
      if (name !== 'organization' && !known.includes(name)) throw unknownIn(name, of, known)
    }
    const [from, to, range] = DAYS_PARAMETERS.map((name) => this.#query[name])
    this.days = readDays({ from, to, range })
  }

  /** A parameter of the report's own, as it was sent. */
  parameter(name: string): unknown {
    return this.#query[name]
  }

  /**
   * One of the resources, as the caller reads it and asked about it.
   *
   * @throws 403 when the caller may read nothing of it; 400 for conditions that are unknown or malformed
   */
  reading(resource: Resource): Reading {
    return readingOf(this.#ctx, resource, REPORTS, this.#query[resource.name])
  }
}

/** 400, which says where conditions stand to who looks for them beside the others. */
function unknownIn(name: string, of: readonly Resource[], known: readonly string[]) {
  const meant = of.find(({ fields }) => fields[name]?.operators.length)
  if (!meant) {
    const detail = `There is no parameter "${name}".${didYouMean(name, known)}`
    return unknownParameter('unknown_parameter', detail, { parameter: name, known })
  }
  return malformed(name, `said of what it is a condition on: ${meant.name}[${name}]`)
}
