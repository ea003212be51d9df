import { getActiveTest } from '@japa/runner'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { PASSWORD, type Persona } from '#tests/support/personas'
import { makeSuperuser } from '#tests/support/visitor'

export const PHONE = { width: 390, height: 844 }

/** A page of a logged-in user, and the errors on it that the user did not see. */
export interface Seat {
  readonly page: Page
  readonly mishaps: readonly string[]
}

/** Logs a superuser in, in a browser of their own. */
export async function sit(
  browser: Browser,
  options: BrowserContextOptions = {},
  superuser?: Persona
): Promise<Seat> {
  const { email } = superuser ?? (await makeSuperuser())
  const context = await browser.newContext({ baseURL: process.env.APP_URL ?? '', ...options })
  /* Pages that are left open go on asking for news, and slow down the tests after this one. */
  getActiveTest()?.cleanup(() => context.close())
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const mishaps: string[] = []
  page.on('pageerror', (error) => mishaps.push(error.message))
  page.on('dialog', (dialog) => {
    mishaps.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (message.type() === 'error') mishaps.push(message.text())
  })
  await page.goto('/admin/login')
  await page.getByLabel('E-mail or username').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL('**/admin')
  return { page, mishaps }
}
