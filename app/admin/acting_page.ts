import type { HttpContext } from '@adonisjs/core/http'
import { words } from '#admin/words'
import { actingHere } from '#admin/auth/impersonation'
import { catalogue } from '#core/access/permission_catalog'

/** As whom a superuser acts, why, and what that one may do. @throws 404 when acting as nobody */
export function actingPage(ctx: HttpContext) {
  const { name, email, reason, until } = actingHere(ctx)
  const { grants, role } = ctx.identity
  const held = [...catalogue.values()].flatMap(({ name: permission, resource, action }) => {
    const reach = grants.reach(permission)
    return reach === null
      ? []
      : [{ resource, label: reach === 'own' ? `${words(action)} own` : words(action) }]
  })
  return {
    name,
    email,
    reason,
    until,
    place: words(role ?? 'member'),
    held: [...Map.groupBy(held, ({ resource }) => resource)].sort().map(([resource, entries]) => ({
      label: words(resource),
      actions: entries.map(({ label }) => label),
    })),
  }
}
