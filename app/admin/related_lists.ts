import type { HttpContext } from '@adonisjs/core/http'
import { capabilitiesOf } from '#admin/capabilities'
import { columnsOf } from '#admin/columns'
import { humanize } from '#admin/humanize'
import { pageResourcesOf } from '#admin/page_resources'
import { organizationPath } from '#admin/path'
import { partOf } from '#admin/plugin_part'
import { RecordList, fieldsNeeded } from '#admin/record_list'
import { type AskedPage, pagesOf } from '#admin/related_pages'
import { takesPart } from '#core/associations/participants'
import type { Plugin, RelatedList } from '#core/plugins/api'
import { ownerOf } from '#core/plugins/installed'
import { columnOf } from '#core/resources/query/field_sql'
import { readListRequest } from '#core/resources/query/list_request'
import { type Page, RecordQuery } from '#core/resources/query/record_query'
import type { Parent, Resource } from '#core/resources/define_resource'
import { isAttachable } from '#plugins/attachments/models/attachment/attachable'
import { UnitOfWork } from '#core/database/unit_of_work'

/** Records of a resource that belong to the record of a page. */
interface Belonging {
  /** The plugin that lists them. */
  readonly plugin: Plugin
  readonly resource: Resource
  /** The field that they are filtered by. */
  readonly by: string
  readonly columns: readonly string[] | null
  readonly title: string
  /** Whether they do not belong to it, but are associated with it. */
  readonly isAssociated?: true
  /** Whether there is no place for them where there are none. */
  readonly isShownWithSome?: true
}

const MAX_ROWS = 10
const MAX_COLUMNS = 5

/**
 * What belongs to the record of a page, as far as the viewer may read it: what plugins that are on
 * list there, the resources that are under its own, what it is associated with, and its files. All of them
 * are one statement.
 */
export async function relatedLists(ctx: HttpContext, id: string) {
  const readable = belongingTo(ctx).filter(({ resource }) =>
    ctx.identity.grants.allows(resource.permission('read'))
  )
  const lists = []
  for (const { list, failure, value } of await readAll(ctx, readable, id)) {
    const { resource, by, title } = list
    if (list.isShownWithSome && value?.rows.length === 0) continue
    const path = organizationPath(ctx.params.slug, resource.name)
    const { create } = await capabilitiesOf(ctx, resource)
    const query = new URLSearchParams({ [by]: id })
    lists.push({
      id: `related-${resource.name}-${by.replaceAll(/[^\w]+/g, '-')}`,
      title,
      failure,
      list: value,
      all: `${path}?${query}`,
      add:
        create && !list.isShownWithSome
          ? { href: `${path}/new?${query}`, label: resource.singular }
          : null,
    })
  }
  return lists
}

interface Shown {
  readonly list: Belonging
  readonly value: RecordList | null
  readonly failure: string | null
}

/** All at once; where that fails, each by itself, so that the one which fails says so in its place. */
async function readAll(
  ctx: HttpContext,
  lists: readonly Belonging[],
  id: string
): Promise<readonly Shown[]> {
  try {
    const prepared = lists.map((list) => prepare(ctx, list, id))
    const pages = await UnitOfWork.get().savepoint(() => pagesOf(prepared))
    return lists.map((list, index) => {
      const [asked, page] = [prepared[index], pages[index]]
      return { list, value: asked && page ? asked.shown(page) : null, failure: null }
    })
  } catch {
    return eachAlone(ctx, lists, id)
  }
}

async function eachAlone(ctx: HttpContext, lists: readonly Belonging[], id: string) {
  const shown: Shown[] = []
  for (const list of lists) {
    const read = async () => {
      const asked = prepare(ctx, list, id)
      const [page] = await pagesOf([asked])
      return page ? asked.shown(page) : null
    }
    const { value, failure } = await partOf(ctx, list.plugin, 'list', read)
    shown.push({ list, value, failure })
  }
  return shown
}

function belongingTo({ plugins, resource: { name } }: HttpContext): Belonging[] {
  const here = new Map(pageResourcesOf(plugins).map((resource) => [resource.name, resource]))
  const declared = plugins.plugins.flatMap((plugin): Belonging[] => {
    const known: Readonly<Record<string, readonly RelatedList[] | undefined>> =
      plugin.admin?.related ?? {}
    return (known[`${name}.show`] ?? []).flatMap(({ resource: listed, by, columns, title }) => {
      const resource = here.get(listed)
      if (!resource) return []
      return [
        { plugin, resource, by, columns: columns ?? null, title: title ?? humanize(resource.noun) },
      ]
    })
  })
  const isDeclared = (resource: Resource, by: string) =>
    declared.some((list) => list.resource.name === resource.name && list.by === by)
  const children = [...here.values()].flatMap((resource): Belonging[] => {
    const plugin = ownerOf(resource)
    if (plugin === null) return []
    return resource.parents.flatMap((parent) => {
      const by = parent.resource === name ? filterOf(resource, parent) : null
      if (by === null || isDeclared(resource, by)) return []
      return [{ plugin, resource, by, columns: null, title: humanize(resource.noun) }]
    })
  })
  const associated = associatedWith(name, [...here.values()])
  return [...declared, ...children, ...associated, ...filesOf(here, name)]
}

/** The files of a record. */
function filesOf(here: ReadonlyMap<string, Resource>, name: string): Belonging[] {
  const [resource, of] = [here.get('attachments'), here.get(name)]
  const plugin = resource ? ownerOf(resource) : null
  if (!resource || !plugin || !of || !isAttachable(of)) return []
  const columns = ['name', 'size', 'content_type', 'created_by', 'created_at']
  return [{ plugin, resource, by: 'record_id', columns, title: 'Files', isShownWithSome: true }]
}

/** What records of a resource can be associated with. */
function associatedWith(name: string, here: readonly Resource[]): Belonging[] {
  if (!takesPart({ name })) return []
  return here.filter(takesPart).flatMap((resource): Belonging[] => {
    const plugin = ownerOf(resource)
    if (plugin === null) return []
    const by = `associated[${name}]`
    const title = `Associated ${humanize(resource.noun).toLowerCase()}`
    return [
      { plugin, resource, by, columns: null, title, isAssociated: true, isShownWithSome: true },
    ]
  })
}

/** The field by which a resource is filtered by the record that it is under. */
function filterOf(resource: Resource, { key }: Parent): string | null {
  const entry = Object.entries(resource.fields).find(
    ([name, { type, aliasOf, operators }]) =>
      type === 'uuid' &&
      aliasOf === null &&
      operators.includes('eq') &&
      columnOf(resource, name) === key
  )
  return entry?.[0] ?? null
}

/** What a list asks for, and how it is shown. */
function prepare(
  ctx: HttpContext,
  { resource, by, columns: chosen, isAssociated }: Belonging,
  id: string
): AskedPage & { shown(page: Page): RecordList } {
  const query = new RecordQuery(resource, ctx.identity, UnitOfWork.get())
  const { visible } = query
  const narrowed = isAssociated ? { associated: { [ctx.resource.name]: id } } : { [by]: id }
  const asked = { ...narrowed, page_size: String(MAX_ROWS) }
  const request = readListRequest(asked, resource, visible)
  const implied = new Set([by, resource.fields[by]?.embeddedAs])
  const columns = (chosen ?? columnsOf(resource, visible))
    .filter((name) => visible.has(name) && !implied.has(name))
    .slice(0, MAX_COLUMNS)
  const list = { ...request, fields: fieldsNeeded(resource, visible, columns), withCount: false }
  const { slug } = ctx.params
  const place = { resource, path: organizationPath(slug, resource.name), slug }
  const seen = { visible, columns, names: new Map() }
  return { query, list, shown: (page) => new RecordList(place, seen, list, page, {}) }
}
