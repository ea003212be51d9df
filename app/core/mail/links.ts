import { frontendUrl } from '#config/app'

/** The pages that a frontend has for the links of mails. */
type Page = 'verify-email' | 'reset-password' | 'confirm-email' | 'accept-invitation'

/**
 * The link of a mail to a page of the frontend, from the configured address
 * alone. The token stands behind the `#`, which browsers neither send to servers
 * nor name as the referrer.
 */
export function linkTo(page: Page, token: string): string {
  return `${frontendUrl}/${page}#token=${token}`
}
