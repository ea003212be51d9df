import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { pageResources } from '#admin/page_resources'
import { obstacles } from '#tests/browser/accessibility'
import { PHONE, THEMES, sit } from '#tests/browser/people'
import { makeCustomer, makeCustomers } from '#tests/customers'
import { makeDeals } from '#tests/deals'
import { turnOnAll } from '#tests/plugins'
import { type Company, hire, hireWith, makeCompany } from '#tests/personas'

/** Every page there is, with something on it. */
async function everyPage(): Promise<string[]> {
  const acme = await makeCompany()
  await turnOnAll(acme)
  await hire(acme, { roles: ['sales'] })
  await hireWith(acme, ['customers:read/own'])
  await makeCustomers(acme, 30)
  const id = await makeCustomer(acme, {
    name: 'Acme Rockets',
    website: 'https://example.com',
    tags: ['a', 'b'],
    notes: 'Fast',
  })
  await makeDeals(acme, 3, (number) => ({ value: '1000', expected_close_date: closingIn(number) }))
  const here = `/admin/organizations/${acme.slug}`
  return [
    '/admin',
    '/admin/organizations',
    '/admin/users',
    `/admin/users/${acme.owner.userId}`,
    '/admin/jobs',
    '/admin/health',
    '/admin/nowhere',
    here,
    `${here}/permission-matrix`,
    `${here}/board`,
    `${here}/board?closed=true`,
    `${here}/lead-funnel`,
    `${here}/plugins`,
    `${here}/plugins/loyalty`,
    ...pageResources().map(({ name }) => `${here}/${name}`),
    `${here}/customers?status[in]=active&deleted=true`,
    `${here}/customers/new`,
    `${here}/customers/${id}`,
    `${here}/customers/${id}/edit`,
    `${here}/user-roles/new`,
  ]
}

const closingIn = (weeks: number) => DateTime.utc().plus({ weeks }).toISODate()

test.group('Browser | pages', (group) => {
  let pages: string[]
  group.setup(async () => {
    pages = await everyPage()
  })

  test('can be used by everybody, in {theme}')
    .with(THEMES.map((theme) => ({ theme })))
    .run(async ({ browser, assert }, { theme }) => {
      const { page } = await sit(browser, { colorScheme: theme })
      const found: string[] = []
      for (const path of pages) {
        await page.goto(path)
        for (const obstacle of await obstacles(page)) found.push(`${path}: ${obstacle}`)
      }

      assert.isAbove(pages.length, 20)
      assert.deepEqual(found, [])
    })
    .timeout(180_000)

  test('can be read on a phone without going sideways', async ({ browser, assert }) => {
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
  }).timeout(120_000)

  test('are dark or light as the system is, or as somebody wants', async ({ browser, assert }) => {
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

  test('the way in can be used by everybody, in {theme}')
    .with(THEMES.map((theme) => ({ theme })))
    .run(async ({ browser, assert }, { theme }) => {
      const context = await browser.newContext({ colorScheme: theme })
      const page = await context.newPage()
      await page.goto(`${process.env.APP_URL}/admin/login`)
      await page.getByLabel('E-mail or username').fill('nobody@example.com')
      await page.getByLabel('Password').fill('wrong')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').getByText('Name or password is wrong.').waitFor()

      assert.deepEqual(await obstacles(page), [])
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
