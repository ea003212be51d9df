import type { HttpContext } from '@adonisjs/core/http'
import { assetPath } from '#admin/assets'
import { formKey } from '#admin/form_key'
import { icon } from '#admin/icons'
import { markup } from '#admin/markup'
import { generalDestinations, workplaceDestinations } from '#admin/navigation'
import { counted, labelOf, oneOf, words } from '#admin/words'

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
  const acting = 'acting' in ctx ? ctx.acting : null
  const workplace = 'workplace' in ctx ? ctx.workplace : null
  const flashed = 'session' in ctx ? ctx.session.flashMessages : null
  view.share({
    title,
    path,
    acting,
    workplace,
    assetPath,
    icon,
    formKey,
    markup,
    words,
    labelOf,
    oneOf,
    counted,
    themes: THEMES,
    theme:
      THEMES.find((name) => name === request.plainCookie(THEME_COOKIE, { encoded: false })) ??
      'system',
    viewer: superuser && { name: superuser.fullName, email: superuser.email },
    navigation: superuser && {
      general: acting ? [] : generalDestinations(path),
      ...('plugins' in ctx && workplace
        ? workplaceDestinations({ ...ctx, path, acting, workplace })
        : { work: [], access: [] }),
    },
    notice: flashed?.get('notice') ?? null,
    undo: flashed?.get('undo') ?? null,
    refusal: flashed?.get('refusal') ?? null,
  })
  return view.render(`admin/${template}`, state)
}
