import { Bouncer } from '@adonisjs/bouncer'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import { isOpen, passSteps } from '#core/access/access_steps'
import { Identity } from '#core/access/identity'
import { Problem, notFound } from '#core/http/exceptions/problem'
import type { Json, ListOptions, RecordPage, Records } from '#core/plugins/api'
import { ownerOf } from '#core/plugins/installed'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { AccessPath, Actor } from '#core/plugins/context_members'
import { actAs } from '#core/plugins/rights/acting'
import { readJson, readList } from '#core/plugins/rights/read_json'
import { ensureUnused } from '#core/resources/records/dependents'
import {
  type RequestContext,
  authorizeAction,
  createRecord,
  lock,
  readInput,
  updateRecord,
} from '#core/resources/records/record'
import { MAX_PAGE_SIZE, readListRequest } from '#core/resources/query/list_request'
import { visibleFieldsOf } from '#core/resources/query/visible_fields'
import { queryFor } from '#core/resources/query/record_query'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { UUID } from '#core/resources/uuid'
import { UnitOfWork } from '#core/database/unit_of_work'

type Verb = 'read' | 'create' | 'update' | 'delete'

/**
 * Records of a resource, by its name in paths, as its API reads and writes them. Several calls at once
 * take turns in a transaction: each may be undone by itself.
 */
export function recordsThrough(path: AccessPath, name: string): Records {
  const as = <T>(action: Verb, work: (context: RequestContext) => Promise<T>) =>
    path.run(() =>
      UnitOfWork.get().inTurn(async () => {
        const actor = await path.actor()
        const context = await contextFor(name, actor)
        ensureOffered(context.resource, action)
        const isOpenRead = action === 'read' && isOpen(context.resource)
        if (isOpenRead && context.identity.keyId !== null) throw notForKeys()
        await passSteps('plugin', 'permission', {
          caller: context.identity,
          plugins: await currentPlugins(),
          pluginId: ownerOf(context.resource)?.id,
          ...(!isOpenRead && { permission: context.resource.permission(action) }),
        })
        return actAs(actor, () => work(context))
      })
    )
  /* What is refused leaves nothing, also for a plugin that goes on all the same. */
  const write = <T>(action: Verb, work: (context: RequestContext) => Promise<T>) =>
    as(action, (context) => UnitOfWork.get().savepoint(() => work(context)))

  return {
    find: (id) => as('read', (context) => found(context, id)),
    list: (options = {}) => as('read', (context) => listed(context, options)),
    create: (body) =>
      write('create', async (context) => {
        const record = await createRecord(context, body)
        return reloaded(context, String(record.$primaryKeyValue))
      }),
    update: (id, body) =>
      write('update', async (context) => {
        const record = await locked(context, id)
        await authorizeAction(context, 'update', record)
        await updateRecord(context, record, await readInput(context, 'update', body))
        return reloaded(context, id)
      }),
    delete: (id, { force = false } = {}) =>
      write('delete', async (context) => {
        const record = await locked(context, id, true)
        await authorizeAction(context, 'delete', record)
        if (!force) await ensureUnused(context, id)
        await record.delete()
      }),
  }
}

/**
 * What the API of a resource does not offer, or does by code of its own that does more than to write
 * one record, is not reached by plugins, be they the system.
 *
 * @throws naming it
 */
function ensureOffered(resource: Resource, action: Verb): void {
  const { name, baseScope, permissions, writes } = resource
  if (baseScope) {
    throw new Error(`records('${name}') reaches nothing: they are of users, and of no organization`)
  }
  if (action === 'read') return
  if (permissions.includes(action) && (action === 'delete' || writes)) return
  throw new Error(`records('${name}') cannot ${action}: its API does not do that, or does more`)
}

/** As the API answers keys where no permission is asked for. */
function notForKeys(): Problem {
  const detail = 'This is for logged-in users, not for API keys.'
  return new Problem(403, { code: 'not_for_api_keys', detail })
}

async function contextFor(name: string, actor: Actor): Promise<RequestContext> {
  const declared = resources.get(name)
  if (!declared) throw new Error(`There is no resource "${name}"`)
  const here = await currentPlugins()
  const identity = actor ?? systemIdentity()
  const extended = here.extend(declared)
  /* What plugins hide from callers they do not hide from the system. */
  const resource = actor ? extended : { ...extended, table: extended.table, rowFilters: [] }
  return { identity, resource, bouncer: new Bouncer(identity) }
}

/** The system in the place of a caller: it may do everything, and no policy of a plugin is asked about it. */
function systemIdentity(): Identity {
  const { actorId, organizationId } = UnitOfWork.get()
  return Identity.ofSystem(actorId, organizationId)
}

/** @throws 404 also for what is the id of nothing */
async function locked(context: RequestContext, id: string, forDelete = false): Promise<LucidRow> {
  if (!UUID.test(id)) throw notFound(context.resource.singular)
  return lock(context, id, { forDelete })
}

async function found(context: RequestContext, id: string): Promise<Json | null> {
  if (!UUID.test(id)) return null
  const query = queryFor(context)
  const detail = query.detail(id, visibleFieldsOf(context.resource.detail, query.visible))
  try {
    return readJson((await UnitOfWork.get().read(detail)).body)
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null
    throw error
  }
}

async function reloaded(context: RequestContext, id: string): Promise<Json> {
  return readJson((await UnitOfWork.get().read(queryFor(context).reload(id))).body)
}

async function listed(context: RequestContext, options: ListOptions): Promise<RecordPage> {
  const { filters = {}, search, order, limit, cursor = '' } = options
  const query = queryFor(context)
  const asked = {
    ...texts(filters),
    ...(search !== undefined && { search }),
    ...(order !== undefined && { ordering: order.join(',') }),
    page_size: String(Math.min(limit ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE)),
    cursor,
  }
  const list = readListRequest(asked, context.resource, query.visible)
  const page = await UnitOfWork.get().read(query.page(list))
  return { results: readList(page.results), next: page.cursor }
}

/** Filters as a query string would bring them. */
function texts(filters: NonNullable<ListOptions['filters']>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(filters).map(([name, value]) => [
      name,
      typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value).map(([operator, operand]) => [operator, String(operand)])
          )
        : String(value),
    ])
  )
}
