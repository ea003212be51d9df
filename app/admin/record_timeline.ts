import type { HttpContext } from '@adonisjs/core/http'
import { formWrites } from '#admin/capabilities'
import { resourceNamed } from '#admin/page_resources'
import { organizationPath } from '#admin/path'
import { recordPath } from '#admin/record'
import { type JsonObject, isObject } from '#admin/values'
import { takesPart } from '#core/associations/participants'
import { UnitOfWork } from '#core/database/unit_of_work'
import { kindTitles } from '#core/timeline/kinds'
import { Timeline } from '#core/timeline/page'
import { readTimelineRequest } from '#core/timeline/request'

/** An item as the page of a record shows it. */
interface ShownItem {
  readonly kind: string
  readonly at: string
  readonly who: string
  readonly summary: string
  /** In Markdown. */
  readonly text: string | null
  readonly href: string
  readonly via: { readonly label: string; readonly href: string } | null
}

/** What happened with a record, on its page. */
export interface ShownTimeline {
  readonly items: readonly ShownItem[]
  /** Where older items are; null where there are none. */
  readonly older: string | null
  /** Whether these are not the newest. */
  readonly isOlder: boolean
  /** What can be added about the record: names of resources. */
  readonly addable: readonly { readonly name: string; readonly label: string }[]
  readonly addPath: string
}

const MAX = '10'
/** What is added in a moment; all else has forms of its own. */
const QUICK = ['tasks', 'notes']

/** A page of the record's timeline, in one statement; null where it has none. @throws 400 for no cursor */
export async function recordTimeline(ctx: HttpContext): Promise<ShownTimeline | null> {
  const { params, request, resource } = ctx
  if (!resource.timeline) return null
  const timeline = new Timeline({ resource, id: params.id }, ctx)
  const cursor: unknown = request.qs().timeline ?? ''
  const page = await UnitOfWork.get().read(
    timeline.page(readTimelineRequest({ cursor, limit: MAX }, timeline.kinds))
  )
  const path = recordPath(ctx, params.id)
  const items: unknown = JSON.parse(`[${page.results}]`)
  const query = new URLSearchParams({ timeline: page.cursor ?? '' })
  return {
    items: Array.isArray(items) ? items.filter(isObject).map((item) => shownItem(ctx, item)) : [],
    older: page.cursor === null ? null : `${path}?${query}#timeline`,
    isOlder: cursor !== '',
    addable: await addable(ctx),
    addPath: `${path}/activities`,
  }
}

function shownItem({ params }: HttpContext, item: JsonObject): ShownItem {
  const { kind, at, actor, summary, record, via, data } = item
  const excerpt = isObject(data) ? data.excerpt : null
  const hrefOf = (ref: JsonObject) =>
    organizationPath(params.slug, String(ref.type), String(ref.id))
  return {
    kind: kindTitles().get(String(kind)) ?? String(kind),
    at: String(at),
    who: whoDid(actor),
    summary: String(summary),
    text: typeof excerpt === 'string' && excerpt !== summary ? excerpt : null,
    href: isObject(record) ? hrefOf(record) : '',
    via: isObject(via) ? { label: String(via.label ?? via.type), href: hrefOf(via) } : null,
  }
}

/** Who belongs to no organization, such as a superuser, has no name behind the fence. */
function whoDid(actor: unknown): string {
  if (!isObject(actor)) return 'the system'
  return String(actor.full_name ?? 'a user outside the organization')
}

async function addable(ctx: HttpContext) {
  if (!takesPart(ctx.resource)) return []
  const found = []
  for (const name of QUICK) {
    const resource = resourceNamed(name, ctx.plugins)
    if (!resource || !takesPart(resource)) continue
    const may = ctx.identity.grants.allows(resource.permission('create'))
    if (may && (await formWrites(resource))) found.push({ name, label: resource.title })
  }
  return found
}
