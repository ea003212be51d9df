import type { HttpContext } from '@adonisjs/core/http'
import { notFound } from '#core/http/exceptions/problem'
import Organization from '#plugins/identity/models/organization'
import User from '#plugins/identity/models/user'
import { answerChanged, ensureVersion } from '#core/http/answer'
import { changedPart } from '#core/resources/records/returned_record'
import { readInput } from '#core/resources/records/record'

/** Organizations as their members make, change and close them. Reading is the generic controller's. */
export default class OrganizationsController {
  async store(ctx: HttpContext) {
    const { identity, request, response } = ctx
    const details = await readInput(ctx, 'create', request.body())
    const founder = await User.findOrFail(identity.userId)
    const { id } = await Organization.found({ ...details, name: String(details.name) }, founder)
    response.status(201)
    response.header('Location', `${request.url().replace(/\/+$/, '')}/${id}/`)
    return answerChanged(ctx, id)
  }

  async update(ctx: HttpContext) {
    const organization = await lock(ctx)
    const changes = await readInput(ctx, 'update', await changedPart(ctx))
    await organization.merge(changes).save()
    return answerChanged(ctx, organization.id)
  }

  async destroy(ctx: HttpContext) {
    const organization = await lock(ctx)
    await organization.suspend()
    ctx.response.noContent()
  }
}

/** The organization of the path, locked, in the version that the caller has seen. */
async function lock(ctx: HttpContext): Promise<Organization> {
  const organization = await Organization.query()
    .where('id', ctx.params.id)
    .withScopes((organizations) => organizations.active())
    .forUpdate()
    .first()
  if (!organization) throw notFound('organization')
  ensureVersion(ctx, organization.version)
  return organization
}
