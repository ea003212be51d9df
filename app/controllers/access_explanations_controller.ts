import type { HttpContext } from '@adonisjs/core/http'
import { accessSubject } from '#auth/access_subject'
import type { Identity } from '#auth/identity'
import { notFound, permissionDenied } from '#exceptions/problem'
import { installedPlugins } from '#plugins/runtime/installed'
import { explainAccess } from '#policies/access_explanation'
import { type RecordColumns, isOwn } from '#policies/own_records'
import type { Resource } from '#resources/define_resource'
import { UnitOfWork } from '#tenancy/unit_of_work'
import { readAskedAccess } from '#validators/access_explanation'

const OTHERS = 'roles:read'

/** Why somebody may, or may not, do something. Everybody may ask about himself. */
export default class AccessExplanationsController {
  async show({ identity, plugins, request, response }: HttpContext) {
    const asked = readAskedAccess(request.qs(), (resource) => plugins.extend(resource))
    const { resource, action, field, id, userId = identity.userId } = asked
    if (userId !== identity.userId && !identity.grants.allows(OTHERS)) {
      throw permissionDenied(OTHERS)
    }
    const subject = await accessSubject(userId)
    if (!subject) throw notFound('member')

    const owner = installedPlugins().find((plugin) =>
      plugin.resources?.some(({ name }) => name === resource.name)
    )
    const record = id === undefined ? undefined : await recordFor(identity, resource, id)
    const isPluginOn = !owner || plugins.has(owner.id)
    const question = { resource, action, field, record, isPluginOn }
    const { name } = resource
    const about = { user: userId, resource: name, action, id: id ?? null, field: field ?? null }
    response.send({ ...about, ...explainAccess(subject, question) })
  }
}

/** The record, when it exists for whoever asks: what he may not read is nothing to him. */
async function recordFor(
  caller: Identity,
  resource: Resource,
  id: string
): Promise<RecordColumns | null> {
  const deleted = resource.softDeletes ? 'AND r.deleted_at IS NULL' : ''
  const { rows } = await UnitOfWork.get().query<Record<string, unknown>>(
    `SELECT r.* FROM ${resource.table} r
     WHERE r.organization_id = app_organization() AND r.id = $1 ${deleted}`,
    [id]
  )
  const record = rows[0] ?? null
  const reach = caller.grants.reach(resource.permission('read'))
  const exists =
    caller.grants.allows(OTHERS) ||
    reach === 'all' ||
    (reach === 'own' && record !== null && isOwn(resource.own, caller, record))
  return exists ? record : null
}
