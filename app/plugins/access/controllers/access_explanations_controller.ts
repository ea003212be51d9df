import type { HttpContext } from '@adonisjs/core/http'
import { explainSubject } from '#core/access/explain_subject'
import { explainRecord } from '#core/access/explain_record'
import { notFound, permissionDenied } from '#core/http/exceptions/problem'
import Permission from '#plugins/access/models/permission'
import { pluginOf } from '#core/plugins/installed'
import { explainAccess } from '#core/access/access_explanation'
import { readAskedAccess } from '#plugins/access/validators/access_explanation'

const OTHERS = 'roles:read'

/** Why a user, or an API key, may or may not do something. Every caller may ask about themselves. */
export default class AccessExplanationsController {
  async show({ identity, plugins, request, response }: HttpContext) {
    const asked = await readAskedAccess(request.qs(), {
      extend: (resource) => plugins.extend(resource),
      added: (permission) => Permission.isAdded(permission),
    })
    const { name, noun, resource, action, event, field, id, userId = identity.userId } = asked
    const isAboutCaller =
      asked.userId === undefined || (userId === identity.userId && !identity.keyId)
    if (!isAboutCaller && !identity.grants.allows(OTHERS)) throw permissionDenied(OTHERS)
    const member = await explainSubject(userId)
    if (!member) throw notFound('member')
    const subject = isAboutCaller && identity.keyId ? { ...member, identity } : member

    const on =
      resource && id !== undefined
        ? await explainRecord(identity, subject.identity, { resource, action, event, id })
        : undefined
    const pluginId = pluginOf(noun)?.id
    const question = { noun, resource, action, event, field, on, plugins, pluginId }
    const about = { user: userId, resource: name, action: event ?? action }
    response.send({
      ...about,
      id: id ?? null,
      field: field ?? null,
      api_key: subject.identity.keyId,
      ...(await explainAccess(subject, question)),
    })
  }
}
