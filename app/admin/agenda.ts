import type { HttpContext } from '@adonisjs/core/http'
import { organizationPath } from '#admin/path'
import { UnitOfWork } from '#core/database/unit_of_work'
import { resources } from '#core/resources/registry'
import { PARTS, agendaOf } from '#plugins/activities/models/agenda'

interface EntryJson {
  readonly resource: string
  readonly id: string
  readonly subject: string
  readonly scheduled_at: string
  readonly location: string | null
  readonly is_overdue: boolean
}

interface PartJson {
  readonly count: number
  readonly results: readonly EntryJson[]
}

type AgendaJson = Readonly<Record<(typeof PARTS)[number], PartJson>> & {
  readonly time_zone: string
  readonly date: string
}

const TITLES = { overdue: 'Overdue', today: 'Today', next_seven_days: 'Next seven days' } as const

/** What whoever looks at a page of an organization has to do there, by their own clocks. */
export async function agendaPage(ctx: HttpContext) {
  const agenda: AgendaJson = JSON.parse(
    await UnitOfWork.get().read(agendaOf(ctx, { part: null, page: 1 }))
  )
  return {
    zone: agenda.time_zone,
    date: agenda.date,
    parts: PARTS.map((name) => ({
      name,
      title: TITLES[name],
      count: agenda[name].count,
      entries: agenda[name].results.map((entry) => ({
        ...entry,
        kind: resources.get(entry.resource)?.title ?? entry.resource,
        href: organizationPath(ctx.params.slug, entry.resource, entry.id),
      })),
    })),
  }
}
