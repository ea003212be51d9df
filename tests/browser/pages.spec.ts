import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { obstacles, obstaclesOfColours } from '#tests/browser/accessibility'
import { PHONE, THEMES, sit } from '#tests/browser/people'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { makeDeal, makeDeals } from '#tests/support/deals'
import { someOfEverything } from '#tests/support/everything'
import { everyPage, pagesThere } from '#tests/support/pages'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { enter } from '#tests/support/visitor'

/** A company with something on every page, and hostile words wherever a user may write. */
async function busyCompany(): Promise<Company> {
  const acme = await makeCompany()
  await turnOnAll(acme)
  await hire(acme, { roles: ['sales'] })
  await hireWith(acme, ['customers:read/own'])
  await makeCustomers(acme, 30)
  await makeCustomer(acme, {
    name: HOSTILE,
    website: 'https://example.com',
    tags: ['a', 'b'],
    notes: HOSTILE,
  })
  await makeDeals(acme, 3, (number) => ({ value: '1000', expected_close_date: closingIn(number) }))
  await makeDeal(acme, { title: HOSTILE })
  for (const name of UNWIELDY) await makeCustomer(acme, { name, company_name: name, notes: name })
  for (const title of UNWIELDY) await makeDeal(acme, { title, value: '999999999.99' })
  return acme
}

/** What a page of ours never has, so that it is a user's words that came alive. */
const ALIVE = 'main img, main script:not([src^="/admin/assets/"]), a[href^="javascript:"]'
const HOSTILE = `<img src=x onerror=alert(1)><script>alert(2)</script>{{1234*5678}}"'`
/** One word without an end, a formula of spreadsheets, and letters that go the other way. */
const UNWIELDY = ['W'.repeat(200), '=HYPERLINK("http://x","y")', '\u202Eمرحبا بالعالم شركة']
const closingIn = (weeks: number) => DateTime.utc().plus({ weeks }).toISODate()

/** By how many pixels a list is wider than its place; null on a page without one. */
const OVERFLOW = `(() => {
  const list = document.querySelector('.list-scroll')
  return list && list.scrollWidth - list.clientWidth
})()`

/** Every page there is, found by the routes. Made once, by the first test that asks. */
let known: Promise<string[]> | undefined
const pagesFor = (client: ApiClient) => (known ??= findPages(client))

async function findPages(client: ApiClient): Promise<string[]> {
  const acme = await busyCompany()
  const paths = everyPage(acme, await someOfEverything(client, acme))
  const here = `/admin/organizations/${acme.slug}`
  return [
    ...(await pagesThere(await enter(), paths)),
    '/admin/nowhere',
    `${here}/board?closed=true`,
    `${here}/customers?status[in]=active&deleted=true`,
    `${here}/customers?columns=name,city&search=customer`,
  ]
}

test.group('Browser | pages', () => {
  test('can be used by every user, in {theme}')
    .with(THEMES.map((theme) => ({ theme })))
    .run(async ({ browser, client, assert }, { theme }) => {
      const obstaclesThere = theme === 'light' ? obstacles : obstaclesOfColours
      const pages = await pagesFor(client)
      const { page } = await sit(browser, { colorScheme: theme })
      const found: string[] = []
      for (const path of pages) {
        await page.goto(path)
        for (const obstacle of await obstaclesThere(page)) found.push(`${path}: ${obstacle}`)
      }

      assert.isAbove(pages.length, 60)
      assert.deepEqual(found, [])
    })
    .timeout(900_000)

  test('do nothing that a user wrote into a record', async ({ browser, client, assert }) => {
    const pages = await pagesFor(client)
    const { page, mishaps } = await sit(browser)
    const wrong: string[] = []
    for (const path of pages.filter((each) => each !== '/admin/nowhere')) {
      await page.goto(path)
      const drawn = await page.locator(ALIVE).count()
      const text = await page.locator('main').innerText()
      if (drawn > 0 || text.includes('7006652')) wrong.push(path)
    }

    assert.deepEqual(wrong, [])
    assert.deepEqual(mishaps, [])
  }).timeout(600_000)

  test('can be read on a phone without going sideways', async ({ browser, client, assert }) => {
    const pages = await pagesFor(client)
    const { page } = await sit(browser, { viewport: PHONE })
    const wide: string[] = []
    for (const path of pages) {
      await page.goto(path)
      const width = await page.evaluate('document.documentElement.scrollWidth')
      if (Number(width) > PHONE.width) wide.push(`${path}: ${String(width)}`)
    }
    await page.goto('/admin')
    await page.locator('summary[aria-label=Menu]').click()
    await page.getByRole('link', { name: 'Users' }).first().click()
    await page.waitForURL('**/admin/users')

    assert.deepEqual(wide, [])
  }).timeout(600_000)

  test('show the usual columns of every list in a window of 1280 pixels', async ({
    browser,
    client,
    assert,
  }) => {
    const pages = (await pagesFor(client)).filter((path) => /\/[a-z-]+s(-logs)?$/.test(path))
    const { page } = await sit(browser, { viewport: { width: 1280, height: 800 } })
    const wide: string[] = []
    let lists = 0
    for (const path of pages) {
      await page.goto(path)
      const over = await page.evaluate<number | null>(OVERFLOW)
      if (over === null) continue
      lists += 1
      if (over > 0) wide.push(`${path}: ${over}`)
    }

    assert.isAbove(lists, 15)
    assert.deepEqual(wide, [])
  }).timeout(120_000)

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

  test('the way in can be used by every user, in {theme}')
    .with(THEMES.map((theme) => ({ theme })))
    .run(async ({ browser, assert }, { theme }) => {
      const context = await browser.newContext({ colorScheme: theme })
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
