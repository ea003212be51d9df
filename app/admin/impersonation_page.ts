import type { HttpContext } from '@adonisjs/core/http'
import { humanize } from '#admin/humanize'
import { actingHere } from '#admin/auth/impersonation'
import { catalogue } from '#core/access/permission_catalog'

/** As whom a superuser acts, why, and what that one may do. @throws 404 when acting as no one */
export function impersonationPage(ctx: HttpContext) {
  const { name, email, reason, until } = actingHere(ctx)
  const { grants, role } = ctx.identity
  const held = [...catalogue.values()].flatMap(({ name: permission, resource, action }) => {
    const reach = grants.reach(permission)
    return reach === null
      ? []
      : [{ resource, label: reach === 'own' ? `${humanize(action)} own` : humanize(action) }]
  })
  return {
    name,
    email,
    reason,
    until,
    place: humanize(role ?? 'member'),
    held: [...Map.groupBy(held, ({ resource }) => resource)].sort().map(([resource, entries]) => ({
      label: humanize(resource),
      actions: entries.map(({ label }) => label),
    })),
  }
}
