import type { HttpContext } from '@adonisjs/core/http'
import { renderPage } from '#admin/page'

interface Asked {
  readonly challenge: string
  /** What the superuser has to put into an authenticator app first. */
  readonly enrolment: { readonly secret: string; readonly otpauth_url?: string } | null
}

/** Asks a superuser whose password was right for the second factor. */
export function renderChallenge(
  ctx: HttpContext,
  { challenge, enrolment }: Asked,
  refusal: { readonly detail: string } | null = null
): Promise<string> {
  return renderPage(ctx, 'two_factor', { title: 'Second factor', challenge, enrolment, refusal })
}
