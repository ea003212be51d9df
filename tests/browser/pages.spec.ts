import { test } from '@japa/runner'
import { obstacles } from '#tests/browser/accessibility'
import { PHONE, sit } from '#tests/browser/people'
import { seeEveryPage } from '#tests/browser/walk'
import { makeCustomer } from '#tests/support/customers'
import { type Company, makeCompany } from '#tests/support/personas'

/** The first of them that runs visits all pages. */
const PATIENCE_IN_MS = 1_800_000

test.group('Browser | pages', () => {
  test('can be used by every user', async ({ browser, client, assert }) => {
    const { pages, obstacles: found } = await seeEveryPage(browser, client)

    assert.isAbove(pages, 60)
    assert.deepEqual(found, [])
  }).timeout(PATIENCE_IN_MS)

  test('do nothing that a user wrote into a record', async ({ browser, client, assert }) => {
    const { alive, mishaps } = await seeEveryPage(browser, client)

    assert.deepEqual(alive, [])
    assert.deepEqual(mishaps, [])
  }).timeout(PATIENCE_IN_MS)

  test('can be read on a phone without going sideways', async ({ browser, client, assert }) => {
    assert.deepEqual((await seeEveryPage(browser, client)).wideOnPhone, [])
  }).timeout(PATIENCE_IN_MS)

  test('show the usual columns of every list in a window of 1280 pixels', async ({
    browser,
    client,
    assert,
  }) => {
    const { wide, lists } = await seeEveryPage(browser, client)

    assert.isAbove(lists, 15)
    assert.deepEqual(wide, [])
  }).timeout(PATIENCE_IN_MS)

  test('that are not there can be used by every user, too', async ({ browser, assert }) => {
    const { page } = await sit(browser)

    await page.goto('/admin/nowhere')

    assert.deepEqual(await obstacles(page), [])
  })

  test('have their menu on a phone', async ({ browser }) => {
    const { page } = await sit(browser, { viewport: PHONE })

    await page.goto('/admin')
    await page.locator('summary[aria-label=Menu]').click()
    await page.getByRole('link', { name: 'Users' }).first().click()

    await page.waitForURL('**/admin/users')
  })

  test('keep what a record is called in sight while a list goes sideways', async ({
    browser,
    assert,
  }) => {
    const acme = await makeCompany()
    await makeCustomer(acme, { name: 'Wile E. Coyote' })
    const { page } = await sit(browser, { viewport: PHONE })

    await page.goto(`/admin/organizations/${acme.slug}/customers`)
    const gone = await page.evaluate<number>(
      `(() => { const list = document.querySelector('.list-scroll'); list.scrollTo(300, 0); return list.scrollLeft })()`
    )

    const box = await page.getByRole('link', { name: 'Wile E. Coyote' }).boundingBox()
    assert.isAbove(gone, 100)
    assert.isAtLeast(box?.x ?? -1, 0)
    assert.isBelow(box?.x ?? PHONE.width, 120)
  })

  test('are dark or light as the system is, or as a user wants', async ({ browser, assert }) => {
    const { page } = await sit(browser, { colorScheme: 'light' })
    const ground = () =>
      page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor')

    const light = await ground()
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = await ground()
    await page.getByRole('button', { name: 'Light colours' }).click()
    await page.locator('[data-theme=light]').waitFor()
    const wanted = await ground()

    assert.notEqual(light, dark)
    assert.equal(wanted, light)
  })

  test('the way in can be used by every user', async ({ browser, assert }) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${process.env.APP_URL}/admin/login`)
    await page.getByLabel('E-mail or username').fill('nobody@example.com')
    await page.getByLabel('Password').fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('The user name or password is wrong.').waitFor()

    assert.deepEqual(await obstacles(page), [])
    await context.close()
  })
})

test.group('Browser | organizations', () => {
  const open = async (company: Company) => `/admin/organizations/${company.slug}`

  test('are suspended and opened again', async ({ browser, assert }) => {
    const acme = await makeCompany()
    const { page } = await sit(browser)

    await page.goto(await open(acme))
    await page.getByText('Suspend', { exact: true }).click()
    await page.getByRole('button', { name: /^Suspend / }).click()
    await page.locator('h1').getByText('Suspended').waitFor()
    await page.getByRole('button', { name: 'Open again' }).click()
    await page.getByText('Open again.').waitFor()

    assert.equal(await page.locator('h1').getByText('Suspended').count(), 0)
  })
})
