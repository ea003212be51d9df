import type { HttpContext } from '@adonisjs/core/http'
import { isOpen, passSteps } from '#core/access/access_steps'
import { ownerOf } from '#core/plugins/installed'
import { invalid, notFound } from '#core/http/exceptions/problem'
import { type Parent, RELATED_ID } from '#core/resources/define_resource'
import type { Filter } from '#core/resources/query/condition_tree'
import { queryFor } from '#core/resources/query/record_query'
import { type RequestContext, lock } from '#core/resources/records/record'
import { resources } from '#core/resources/registry'
import { UnitOfWork } from '#core/database/unit_of_work'

/**
 * Makes sure that the record in the path is there for the caller.
 *
 * @returns what selects the records that belong to it
 * @throws 403 without the permission to read such, 404 when it is not there
 */
export async function readParent(ctx: HttpContext): Promise<Filter> {
  const { key } = parentOf(ctx)
  const query = queryFor(await contextOfParent(ctx))
  await UnitOfWork.get().read(query.detail(ctx.params.id, ['id']))
  return { name: key, operator: 'eq', operand: ctx.params.id }
}

/** The same, and no one else writes it, or deletes it, until the unit of work ends. */
export async function lockParent(ctx: HttpContext): Promise<void> {
  await lock(await contextOfParent(ctx), ctx.params.id)
}

/**
 * Makes sure that the record in the path is there for the caller, and that the one behind it is one
 * of its own. Whether the caller may have that one is for what comes next.
 *
 * @param strength by which lock the latter is kept as it is until the unit of work ends
 * @throws 403 without the permission to read such as the former, 404 when either is not there
 */
export async function ensureRelated(
  ctx: HttpContext,
  strength: 'NO KEY UPDATE' | 'UPDATE' | null = null
): Promise<void> {
  await readParent(ctx)
  const { resource, params } = ctx
  const { key } = parentOf(ctx)
  const { rowCount } = await UnitOfWork.get().query(
    `SELECT FROM ${resource.table} r
     WHERE r.organization_id = app_organization() AND r.id = $1 AND r.${key} = $2
     ${strength === null ? '' : `FOR ${strength} OF r`}`,
    [params[RELATED_ID], params.id]
  )
  if (rowCount === 0) throw notFound(resource.singular)
}

/** The request as one about the record behind the other: what the generic controller takes. */
export function aboutRelated(ctx: HttpContext): HttpContext {
  ctx.params.id = ctx.params[RELATED_ID]
  return ctx
}

/** What is sent, as belonging to the record in the path. @throws 422 when it names another one */
export function withParent(ctx: HttpContext, body: object): object {
  const { params } = ctx
  const { key } = parentOf(ctx)
  const named: unknown = Object(body)[key]
  if (named !== undefined && String(named).toLowerCase() !== params.id) {
    throw invalid([{ field: key, rule: 'parent', message: 'The path names another record' }])
  }
  return { ...body, [key]: params.id }
}

async function contextOfParent(ctx: HttpContext): Promise<RequestContext> {
  const { plugins, identity, bouncer } = ctx
  const { resource: name } = parentOf(ctx)
  const declared = resources.get(name)
  if (!declared) throw new Error(`There is no resource "${name}"`)
  const parent = plugins.extend(declared)
  const permission = isOpen(parent) ? undefined : parent.permission('read')
  const pluginId = ownerOf(declared)?.id
  await passSteps('plugin', 'permission', { caller: identity, plugins, pluginId, permission })
  return { resource: parent, identity, bouncer }
}

/** Under which resource the path of the request is. */
export function parentOf({ route, resource: { name, parents } }: HttpContext): Parent {
  const [, of, path] = /\/([^/]+)\/:id\/([^/]+)(\/:[^/]+)?$/.exec(route?.pattern ?? '') ?? []
  const parent = parents.find((each) => each.resource === of && each.path === path)
  if (!parent) throw new Error(`"${name}" is under no other resource at "${route?.pattern}"`)
  return parent
}
