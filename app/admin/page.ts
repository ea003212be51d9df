import type { HttpContext } from '@adonisjs/core/http'
import { assetPath } from '#admin/assets'
import { formKey } from '#admin/form_key'
import { icon } from '#admin/icons'
import { markup } from '#admin/markup'
import { generalDestinations, organizationDestinations } from '#admin/navigation'
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
  view.share({
    title,
    path,
    impersonation,
    adminOrganization,
    assetPath,
    icon,
    formKey,
    markup,
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
    notice: flashed?.get('notice') ?? null,
    undo: flashed?.get('undo') ?? null,
    refusal: flashed?.get('refusal') ?? null,
  })
  return view.render(`admin/${template}`, state)
}
