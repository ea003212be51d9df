import type { HttpContext } from '@adonisjs/core/http'
import { type Calendar, ageOf, currentCalendar } from '#admin/deal_age'
import type { Refused } from '#admin/form'
import { type ForecastJson, forecastCharts } from '#admin/forecast'
import { money } from '#core/currency/format'
import { organizationPath } from '#admin/path'
import { refusedOf } from '#admin/record_form'
import { queryWith, withoutBlanks } from '#admin/query_string'
import { MAX_MATCHES } from '#admin/record_list'
import { queryFor } from '#core/resources/query/record_query'
import { badge } from '#admin/values'
import { pluralize } from '#admin/humanize'
import { notFound } from '#core/http/exceptions/problem'
import { dealBoard } from '#plugins/deals/models/deal/board'
import { dealForecast } from '#plugins/deals/models/deal/forecast'
import {
  readFlag,
  readId,
  readListRequest,
  readFilterRequest,
} from '#core/resources/query/list_request'
import { RecordQuery } from '#core/resources/query/record_query'
import lostReasons from '#plugins/deals/resources/lost_reasons'
import pipelines from '#plugins/deals/resources/pipelines'
import type { Resource } from '#core/resources/define_resource'
import { UnitOfWork } from '#core/database/unit_of_work'

interface Stage {
  readonly id: string
  readonly name: string
  readonly type: 'open' | 'won' | 'lost'
  readonly probability: string
  readonly is_active: boolean
}

interface Pipeline {
  readonly id: string
  readonly name: string
  readonly is_default: boolean
  readonly stages: readonly Stage[]
}

interface Deal {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly customer_name: string | null
  readonly value: string | null
  readonly currency: string
  readonly assigned_to_name: string | null
  readonly priority: string
  readonly status: string
  readonly stage_entered_at: string
  readonly actual_close_date: string | null
  readonly is_rotten: boolean
  readonly version: number
}

interface Sum {
  readonly currency: string
  readonly value: string
}

interface Column {
  readonly stage: Stage
  readonly count: number
  readonly by_currency: readonly Sum[]
  readonly deals: readonly Deal[]
  readonly next: string | null
}

interface BoardJson {
  readonly columns: readonly Column[] | null
}

const CARD: readonly (keyof Deal)[] = [
  'id',
  'code',
  'title',
  'customer_name',
  'value',
  'currency',
  'assigned_to_name',
  'priority',
  'status',
  'stage_entered_at',
  'actual_close_date',
  'is_rotten',
  'version',
]
/** How many deals a column shows before it leads to their list. */
const MAX_CARDS = 20
const MONTHS = 6

/**
 * A pipeline as its page shows it: with the deals in its stages, and what they
 * should bring. The stages that close a deal hold none unless they are asked
 * for, but deals can be put there.
 *
 * @throws 404 when there is no such pipeline
 */
export async function boardPage(ctx: HttpContext) {
  const { pipeline: wanted, closed, ...selection } = withoutBlanks(ctx.request.qs())
  const query = queryFor(ctx)
  const selected = readFilterRequest(selection, ctx.resource, query.visible)
  const request = { ...selected, pageSize: MAX_CARDS, fields: CARD, maxMatches: MAX_MATCHES }
  const isClosedShown = readFlag(closed, 'closed')

  const known = await allOf<Pipeline>(ctx, pipelines, ['id', 'name', 'is_default', 'stages'])
  const id = readId(wanted, 'pipeline')
  const pipeline = known.find((each) => (id === null ? each.is_default : each.id === id))
  if (!pipeline) throw notFound('pipeline')

  const list = `${organizationPath(ctx.params.slug, 'deals')}?stage_id=`
  const unit = UnitOfWork.get()
  const shown = { pipelineId: pipeline.id, closed: isClosedShown, list }
  const board: BoardJson = JSON.parse(await unit.read(dealBoard(query, request, shown)))
  const expected = dealForecast(query, within(ctx, pipeline), { period: 'month', count: MONTHS })
  const forecast: ForecastJson = JSON.parse(await unit.read(expected))
  const reasons = await allOf<{ readonly name: string }>(ctx, lostReasons, ['name'])
  const columns = new Map((board.columns ?? []).map((column) => [column.stage.id, column]))
  const refused = refusedOf(ctx)
  const calendar = await currentCalendar()
  return {
    pipeline,
    pipelines: known,
    search: selected.search ?? '',
    isClosedShown,
    toggled: queryWith(ctx.request.qs(), { closed: isClosedShown ? null : 'true' }),
    reasons: reasons.map(({ name }) => name),
    stages: pipeline.stages.filter((stage) => stage.is_active),
    columns: pipeline.stages.map((stage) =>
      columnOf(ctx, stage, columns.get(stage.id), calendar, refused)
    ),
    forecast: forecastCharts(forecast),
  }
}

/** The deals of a pipeline alone, whatever else the board is narrowed to. */
function within({ resource }: HttpContext, { id }: Pipeline) {
  return readFilterRequest(
    { pipeline_id: id },
    resource,
    new Set(['pipeline_id', ...resource.list])
  )
}

/** The first hundred records of another resource: more do not fit onto the page. */
async function allOf<T>(ctx: HttpContext, resource: Resource, fields: readonly string[]) {
  const query = new RecordQuery(resource, ctx.identity, UnitOfWork.get())
  const list = readListRequest(
    { page_size: '100', ordering: 'name', is_active: 'true' },
    resource,
    query.visible
  )
  const page = query.page({ ...list, fields, withCount: false })
  const { results } = await UnitOfWork.get().read(page)
  const records: readonly T[] = JSON.parse(`[${results}]`)
  return records
}

function columnOf(
  { params: { slug } }: HttpContext,
  stage: Stage,
  column: Column | undefined,
  calendar: Calendar,
  refused: Refused | null
) {
  return {
    stage,
    isShown: column !== undefined,
    isTarget: stage.is_active,
    share: `${Number(stage.probability)}%`,
    count: column?.count ?? 0,
    sums: (column?.by_currency ?? []).map(({ value, currency }) => money(value, currency)),
    deals: (column?.deals ?? []).map((deal) => ({
      ...cardOf(deal, slug, calendar),
      move: moveOf(deal, stage, refused),
    })),
    rest: column?.next && {
      href: `${organizationPath(slug, 'deals')}?stage_id=${stage.id}`,
      label: `All ${pluralize(column.count, 'deal')}`,
    },
  }
}

function cardOf(deal: Deal, slug: string, calendar: Calendar) {
  return {
    ...deal,
    href: organizationPath(slug, 'deals', deal.id),
    action: organizationPath(slug, 'deals', deal.id, 'move'),
    amount: deal.value === null ? null : money(deal.value, deal.currency),
    initials: initialsOf(deal.assigned_to_name ?? ''),
    isOpen: deal.status === 'open',
    isPressing: deal.priority === 'high' || deal.priority === 'urgent',
    priority: badge(deal.priority),
    ...ageOf(deal, calendar),
  }
}

/** The form that moves a deal, with what was typed into it when it was refused. */
function moveOf({ id }: Deal, stage: Stage, refused: Refused | null) {
  const isRefused = refused?.typed._deal === id
  const { stage_id: stageId, lost_reason: reason } = isRefused ? refused.typed : {}
  return {
    isRefused,
    stageId: typeof stageId === 'string' ? stageId : stage.id,
    reason: typeof reason === 'string' ? reason : '',
    wrong: isRefused ? refused.errors.map(({ message }) => message).join(' ') : '',
  }
}

function initialsOf(name: string): string {
  const parts = name.split(' ').filter(Boolean)
  return [parts.at(0), parts.length > 1 ? parts.at(-1) : '']
    .map((part) => part?.charAt(0) ?? '')
    .join('')
    .toUpperCase()
}
