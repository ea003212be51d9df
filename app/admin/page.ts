import type { HttpContext } from '@adonisjs/core/http'
import edge from 'edge.js'
import { assetPath } from '#admin/assets'
import type { ImpersonationContext } from '#admin/auth/impersonation'
import { formKey } from '#admin/form_key'
import { ownerInput } from '#admin/form_owner'
import { icon } from '#admin/icons'
import { bidi, markup } from '#admin/markup'
import { clockOf } from '#admin/moments'
import type { Shown } from '#admin/values'
import { unreadNotifications } from '#admin/notifications'
import { generalDestinations, organizationDestinations } from '#admin/navigation'
import type User from '#plugins/identity/models/user'
import { pluralize, fieldLabel, withArticle, humanize } from '#admin/humanize'

export const THEME_COOKIE = 'crm-theme'
export const THEMES = ['system', 'light', 'dark'] as const

/**
 * Renders a page in its frame: who is looking, where they can go from here, and
 * what the page before has to say.
 *
 * @param template within `resources/views/admin`
 * @param state what the template shows; the title is also the window's
 */
export async function renderPage(
  ctx: HttpContext,
  template: string,
  { title, ...state }: { readonly title: string } & Record<string, unknown>
): Promise<string> {
  const { request, view } = ctx
  const path = request.url().replace(/\/+$/, '')
  const superuser = 'superuser' in ctx ? ctx.superuser : null
  const impersonation = 'impersonation' in ctx ? ctx.impersonation : null
  const adminOrganization = 'adminOrganization' in ctx ? ctx.adminOrganization : null
  const flashed = 'session' in ctx ? ctx.session.flashMessages : null
  const clock = clockOf(adminOrganization?.timeZone ?? null)
  view.share({
    title,
    path,
    impersonation,
    adminOrganization,
    assetPath,
    icon,
    formKey: () => edge.globals.html.safe(`${formKey().value}${ownedBy(superuser, impersonation)}`),
    formOwner: () => edge.globals.html.safe(ownedBy(superuser, impersonation)),
    markup: (value: Shown) => markup(value, clock),
    clock,
    bidi,
    humanize,
    fieldLabel,
    withArticle,
    pluralize,
    themes: THEMES,
    theme:
      THEMES.find((name) => name === request.plainCookie(THEME_COOKIE, { encoded: false })) ??
      'system',
    viewer: superuser && { name: superuser.fullName, email: superuser.email },
    navigation: superuser && {
      general: impersonation ? [] : generalDestinations(path),
      ...('plugins' in ctx && adminOrganization
        ? organizationDestinations({ ...ctx, path, impersonation, organization: adminOrganization })
        : { work: [], access: [] }),
    },
    /* Of someone else's, who acts as them is not told on each page. */
    unread: impersonation ? null : await unreadNotifications(ctx),
    notice: flashed?.get('notice') ?? null,
    undo: flashed?.get('undo') ?? null,
    refusal: flashed?.get('refusal') ?? null,
  })
  return view.render(`admin/${template}`, state)
}

/** The input by which a form says for whom it was rendered; nothing where no one is logged in. */
function ownedBy(superuser: User | null, impersonation: ImpersonationContext | null): string {
  if (!superuser) return ''
  const owner = { superuserId: superuser.id, actingAs: impersonation?.userId ?? null }
  return ownerInput(owner).value
}
