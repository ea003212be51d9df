import type { HttpContext } from '@adonisjs/core/http'
import { isAboutAccess, pageResources } from '#admin/page_resources'
import { Problem, notFound, permissionDenied } from '#core/http/exceptions/problem'
import type { Resource, InputSchemas } from '#core/resources/define_resource'

/** What a user can do with a resource on its pages, by what it declares and what they may. */
export interface Capabilities {
  readonly create: boolean
  readonly update: boolean
  readonly delete: boolean
  readonly restore: boolean
  readonly bulk: boolean
  readonly export: boolean
  /** Whether an employment can be ended, of what has one. */
  readonly terminate: boolean
}

/**
 * A resource whose writes describe themselves has forms. One that is written by
 * a controller of its own, such as roles, is only looked at.
 */
export async function capabilitiesOf(
  ctx: HttpContext,
  resource: Resource = ctx.resource
): Promise<Capabilities> {
  const writes = await formWrites(resource)
  const has = (action: string) =>
    resource.permissions.includes(action) && refusalOf(ctx, resource, action) === null
  return {
    create: has('create') && hasFields(writes?.create),
    update: has('update') && hasFields(writes?.update),
    delete: has('delete') && writes !== null,
    restore: has('restore') && resource.softDeletes && writes !== null,
    bulk: has('bulk') && writes !== null,
    export: has('export'),
    terminate: has('terminate'),
  }
}

/** @throws 403 for a user who may not do this to the resource, 404 for what it does not declare */
export function ensureCapability(ctx: HttpContext, resource: Resource, action: string): void {
  const refusal = refusalOf(ctx, resource, action)
  if (refusal) throw refusal
  /* Where every user may read, there is no permission for it. */
  const isDeclared = action === 'read' || resource.permissions.includes(action)
  if (!isDeclared) throw notFound('page')
}

/** What forms write of the resource; null when it has none. */
export async function formWrites({ model, writes }: Resource): Promise<InputSchemas | null> {
  if (!model || !writes) return null
  return writes()
}

/** Whether a user may use a route of a plugin under records of the resource. */
export function maySubmit(ctx: HttpContext, resource: Resource, permission: string): boolean {
  return ctx.identity.grants.allows(permission) && !isClosed(ctx, resource)
}

/** @throws 403 for a user who may not use a route of a plugin under records of the resource */
export function ensureSubmit(ctx: HttpContext, resource: Resource, permission: string): void {
  ensurePermission(ctx, permission)
  if (isClosed(ctx, resource)) throw closedMeanwhile()
}

/** @throws 403 for a user who does not hold a permission, or must not use it as the one they impersonate */
export function ensurePermission(ctx: HttpContext, permission: string): void {
  if (!ctx.identity.grants.allows(permission)) throw permissionDenied(permission)
  const [noun, action] = permission.split(':')
  const about = pageResources().find((resource) => resource.noun === noun)
  if (about && action !== 'read' && isClosed(ctx, about)) throw closedMeanwhile()
}

/** Anyone who acts as a user hands on none of that one's rights, and makes no keys in that name. */
function refusalOf(ctx: HttpContext, resource: Resource, action: string) {
  const permission = resource.permission(action)
  if (!ctx.identity.grants.allows(permission)) return permissionDenied(permission)
  return action !== 'read' && isClosed(ctx, resource) ? closedMeanwhile() : null
}

/** Whether nothing of a resource is changed while the superuser acts as a user. */
function isClosed({ impersonation }: HttpContext, resource: Resource): boolean {
  return impersonation !== null && isAboutAccess(resource)
}

function closedMeanwhile() {
  return new Problem(403, {
    code: 'acting_as_somebody',
    detail: 'Access and API keys cannot be changed while impersonating a user.',
  })
}

function hasFields(check: InputSchemas['create'] | undefined): boolean {
  return Object.keys(check?.describe?.().properties ?? {}).length > 0
}
