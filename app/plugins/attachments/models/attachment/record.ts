import type { LucidRow } from '@adonisjs/lucid/types/model'
import { passSteps } from '#core/access/access_steps'
import { permissionDenied } from '#core/http/exceptions/problem'
import { ownerOf } from '#core/plugins/installed'
import { currentPlugins } from '#core/plugins/plugin_set'
import type { Resource } from '#core/resources/define_resource'
import { queryFor } from '#core/resources/query/record_query'
import { type RequestContext, authorizeAction, lock } from '#core/resources/records/record'
import attachments from '#plugins/attachments/resources/attachments'
import { UnitOfWork } from '#core/database/unit_of_work'

type Caller = Pick<RequestContext, 'identity' | 'bouncer'>

/**
 * Makes sure that a record whose attachments are asked for is there for the caller.
 *
 * @throws 403 without the permission to read such, 404 when it is not there
 */
export async function ensureReadable(
  caller: Caller,
  resource: Resource,
  id: string
): Promise<void> {
  const context = await contextOf(caller, resource, 'read', 'read')
  await UnitOfWork.get().read(queryFor(context).detail(id, ['id']))
}

/**
 * The record that is to have a file, locked until the unit ends, for a caller who may change it.
 *
 * @throws 403 when they may not, 404 when it is not there for them
 */
export async function lockForFiles(
  caller: Caller,
  resource: Resource,
  id: string
): Promise<LucidRow> {
  const context = await contextOf(caller, resource, 'update', 'upload')
  const record = await lock(context, id)
  await authorizeAction(context, 'update', record)
  return record
}

async function contextOf(
  { identity, bouncer }: Caller,
  declared: Resource,
  action: string,
  withFiles: string
): Promise<RequestContext> {
  const plugins = await currentPlugins(identity)
  const resource = plugins.extend(declared)
  const permission = resource.permission(action)
  const pluginId = ownerOf(declared)?.id
  await passSteps('plugin', 'permission', { caller: identity, plugins, pluginId, permission })
  const permissionOfFiles = attachments.permission(withFiles)
  if (!identity.grants.allows(permissionOfFiles)) throw permissionDenied(permissionOfFiles)
  return { resource, identity, bouncer }
}
