import type { HttpContext } from '@adonisjs/core/http'
import { organizationPath } from '#admin/path'
import { queryFor } from '#core/resources/query/record_query'
import { humanize } from '#admin/humanize'
import { leadStatistics } from '#plugins/leads/models/lead/statistics'
import { readFilterRequest } from '#core/resources/query/list_request'
import { UnitOfWork } from '#core/database/unit_of_work'

interface StatisticsJson {
  readonly total: number
  readonly converted: number
  readonly conversion_rate: string
  readonly average_score: string
  readonly new_this_month: number
  readonly by_qualification: Readonly<Record<string, number>>
  readonly by_source: Readonly<Record<string, number>>
}

/** The way of a lead; anyone who is in a step has been in those before it. */
const STEPS = ['new', 'contacted', 'qualified', 'converted'] as const
/** Where leads leave the way. */
const EXITS = ['unqualified', 'lost'] as const

/** How far leads come, and where they come from. Those who left are not counted as on the way. */
export async function leadFunnel(ctx: HttpContext) {
  const query = queryFor(ctx)
  const request = readFilterRequest(ctx.request.qs(), ctx.resource, query.visible)
  const statistics: StatisticsJson = JSON.parse(
    await UnitOfWork.get().read(leadStatistics(query, request))
  )
  const { by_qualification: standing, by_source: sources } = statistics
  const list = organizationPath(ctx.params.slug, 'leads')
  const reached = STEPS.map((_, index) =>
    STEPS.slice(index).reduce((sum, step) => sum + (standing[step] ?? 0), 0)
  )
  const first = Math.max(1, reached[0] ?? 0)
  const max = Math.max(1, ...Object.values(sources))
  return {
    statistics,
    list,
    steps: STEPS.map((step, index) => ({
      label: humanize(step),
      href: `${list}?qualification_status=${step}`,
      standing: standing[step] ?? 0,
      reached: reached[index] ?? 0,
      percent: Math.round((100 * (reached[index] ?? 0)) / first),
    })),
    exits: EXITS.map((step) => ({
      label: humanize(step),
      href: `${list}?qualification_status=${step}`,
      count: standing[step] ?? 0,
    })),
    sources: Object.entries(sources)
      .filter(([, count]) => count > 0)
      .sort(([, a], [, b]) => b - a)
      .map(([source, count]) => ({
        label: humanize(source),
        href: `${list}?source=${source}`,
        count,
        percent: Math.round((100 * count) / max),
      })),
  }
}
