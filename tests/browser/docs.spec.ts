import { test } from '@japa/runner'
import { obstacles } from '#tests/browser/accessibility'
import { makeCompany } from '#tests/support/personas'

const BASE = () => `http://${process.env.HOST}:${process.env.PORT}`

/** The whole description is a lot to render on a busy machine. */
const PATIENCE_IN_MS = 180_000

test.group('Pages about the API', () => {
  test('the first page and the reference keep no one out, and ask nobody else', async ({
    browser,
    assert,
  }) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_IN_MS)
    const wrong: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text())
    })
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url())
      if (protocol !== 'data:' && origin !== BASE()) wrong.push(request.url())
    })
    await page.goto(`${BASE()}/`)
    assert.deepEqual(await obstacles(page), [])
    await page.goto(`${BASE()}/api/`)
    assert.equal(new URL(page.url()).pathname, '/docs')
    await page.waitForSelector('.opblock-tag')
    await page.locator('#operations-tag-customers .expand-operation').click()
    await page.locator('#operations-customers-listCustomers .opblock-summary-control').click()
    await page.waitForSelector('#operations-customers-listCustomers .execute')
    assert.deepEqual(await obstacles(page), [])
    assert.deepEqual(wrong, [])
    await context.close()
  }).timeout(PATIENCE_IN_MS)

  test('a request is tried from the reference with a token', async ({ browser, assert }) => {
    const acme = await makeCompany()
    const context = await browser.newContext()
    const page = await context.newPage()
    page.setDefaultTimeout(PATIENCE_IN_MS)
    await page.goto(`${BASE()}/docs`)
    await page.locator('.btn.authorize').click()
    await page.locator('.auth-container input').fill(acme.owner.token)
    await page.locator('.auth-btn-wrapper .authorize').click()
    await page.locator('.auth-btn-wrapper .btn-done').click()
    await page.locator('#operations-tag-plugins .expand-operation').click()
    await page.locator('#operations-plugins-listPlugins .opblock-summary-control').click()
    await page.locator('#operations-plugins-listPlugins .execute').click()
    const status = page
      .locator('#operations-plugins-listPlugins .live-responses-table .response-col_status')
      .last()
    await status.waitFor()
    assert.include(await status.innerText(), '200')
    await context.close()
  }).timeout(PATIENCE_IN_MS)
})
