import type { HttpContext } from '@adonisjs/core/http'

/**
 * What the pages about the API may load: their own styles and scripts, and the API itself. Images
 * are part of the styles.
 */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data:`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

/** Sends a page about the API. */
export async function sendDocs(ctx: HttpContext, template: string): Promise<void> {
  const body = await ctx.view.render(`docs/${template}`)
  ctx.response
    .header('Content-Type', 'text/html; charset=utf-8')
    .header('Content-Security-Policy', POLICY)
    .send(body)
}
