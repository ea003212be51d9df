import { test } from '@japa/runner'
import { endAdminSessions } from '#admin/auth/admin_session_store'
import { PHONE, sit } from '#tests/browser/people'
import { UnitOfWork, asSystem } from '#core/database/unit_of_work'
import { assignRole, makeRole } from '#tests/support/access'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { type Company, PASSWORD, hire, makeCompany } from '#tests/support/personas'
import { makeSuperuser } from '#tests/support/visitor'

const homeOf = ({ slug }: Company) => `/admin/organizations/${slug}`
const LONG = 'Worldwide '.repeat(20).trim()
const ARABIC = 'شركة الأفق للتجارة والمقاولات العامة والخدمات اللوجستية المحدودة'
/** A sheet of A4 on its side, in pixels of 96 to the inch. */
const SHEET = { width: 1123, height: 794 }

/** Whether the entry of the page stands within what is seen of a menu. */
const isInSight = (menu: string) => `(() => {
  const outer = document.querySelector('${menu}').getBoundingClientRect()
  const inner = document.querySelector('${menu} [aria-current]').getBoundingClientRect()
  return inner.top >= outer.top && inner.bottom <= outer.bottom
})()`

/** The tables of a page that are wider than their places; sums of money are as wide as they are. */
const TOO_WIDE = `[...document.querySelectorAll('.table-scroll')]
  .filter((place) => place.ariaLabel !== 'Pipeline by currency')
  .filter((place) => place.scrollWidth > place.clientWidth)
  .map((place) => place.ariaLabel + ' by ' + (place.scrollWidth - place.clientWidth))`

/** The cells of a page of which something is cut off, or stands beside the sheet. */
const CUT_OFF = `[...document.querySelectorAll('th, td')]
  .filter((cell) => cell.getClientRects().length > 0)
  .filter((cell) => [cell, ...cell.querySelectorAll('a, span:not(.unseen)')].some((part) =>
      part.scrollWidth > part.clientWidth && getComputedStyle(part).overflowX !== 'visible')
    || cell.getBoundingClientRect().right > innerWidth
    || getComputedStyle(cell).position === 'sticky')
  .map((cell) => cell.textContent.trim().slice(0, 40))`

const runningTo = (name: string) => `(() => {
  const parts = [...document.querySelectorAll('main a, main span, main h1, main input:not([type=hidden])')]
  const holds = (part) => [part.value, part.textContent.trim()].includes('${name}')
  return parts.filter(holds).map((part) => getComputedStyle(part).direction)
})()`

test.group('Browser | reading', () => {
  test('a menu that is longer than the window shows where one is', async ({ browser, assert }) => {
    const acme = await makeCompany()
    const { page } = await sit(browser, { viewport: { width: 1280, height: 400 } })
    for (const name of ['customers', 'audit-logs', 'plugins']) {
      await page.goto(`${homeOf(acme)}/${name}`)
      assert.isTrue(await page.evaluate(isInSight('.side-nav')), name)
    }

    await page.setViewportSize({ ...PHONE, height: 500 })
    await page.locator('.drawer > summary').click()
    await page.waitForFunction(isInSight('.drawer-panel'))
  })

  test('no name is so long that the last column of its table is out of sight', async ({
    browser,
    client,
    assert,
  }) => {
    const acme = await makeCompany(LONG)
    const member = await hire(acme)
    await makeCustomers(acme, 60)
    await UnitOfWork.run(asSystem, (unit) =>
      unit.query(
        'UPDATE users SET first_name = left($1, 100), last_name = left($1, 100) WHERE id = $2',
        [LONG, member.userId]
      )
    )
    const name = `${LONG.slice(0, 80)} ${acme.slug.slice(-8)}`
    const role = await makeRole(client, acme.owner, { name })
    await assignRole(client, acme.owner, member.userId, role)
    const { page } = await sit(browser, { viewport: { width: 1280, height: 800 } })

    for (const path of ['/admin', homeOf(acme), `/admin/users/${member.userId}`]) {
      await page.goto(path)
      /* The dashboard shows the largest organizations, whichever tests have made these. */
      if (path !== '/admin') assert.include(await page.content(), LONG.slice(0, 90), path)
      assert.deepEqual(await page.evaluate(TOO_WIDE), [], path)
    }
  })

  test('names run in the direction of their own words', async ({ browser, assert }) => {
    const acme = await makeCompany(ARABIC)
    const id = await makeCustomer(acme, { name: ARABIC })
    await makeDeal(acme, { title: ARABIC, customer_id: id })
    const { page } = await sit(browser)

    for (const path of ['customers', `customers/${id}`, `customers/${id}/edit`, 'board']) {
      await page.goto(`${homeOf(acme)}/${path}`)
      const directions: string[] = await page.evaluate(runningTo(ARABIC))
      assert.isNotEmpty(directions, path)
      assert.deepEqual([...new Set(directions)], ['rtl'], path)
    }
  })

  test('a printed list has all of its columns, and all that is in them', async ({
    browser,
    assert,
  }) => {
    const acme = await makeCompany(LONG)
    const text = LONG.slice(0, 100)
    await makeCustomer(acme, {
      name: LONG,
      city: text,
      company_name: LONG,
      tags: ['one', text.slice(0, 50)],
    })
    const { page } = await sit(browser, { viewport: SHEET, colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })

    for (const path of [homeOf(acme), `${homeOf(acme)}/customers`, '/admin']) {
      await page.goto(path)
      assert.deepEqual(await page.evaluate(CUT_OFF), [], path)
    }
    assert.equal(
      await page.evaluate('getComputedStyle(document.documentElement).colorScheme'),
      'light'
    )
  })

  test('a message goes with the page that it was for, and its address is the page’s', async ({
    browser,
    assert,
  }) => {
    const acme = await makeCompany()
    const { page } = await sit(browser)
    await page.goto(`${homeOf(acme)}/customers/new`)
    await page.getByLabel('Name', { exact: true }).fill('Coyote')
    await page.getByRole('button', { name: 'Create' }).click()

    await page.getByText('This is now a customer.').waitFor()
    assert.match(page.url(), /\/customers\/[0-9a-f-]{36}$/)
    await page.reload()
    assert.equal(await page.getByText('This is now a customer.').count(), 0)
  })

  test('what was typed is there again after a login, when the session had ended', async ({
    browser,
    assert,
  }) => {
    const acme = await makeCompany()
    const sue = await makeSuperuser()
    const { page } = await sit(browser, {}, sue)
    await page.goto(`${homeOf(acme)}/customers/new`)
    await page.getByLabel('Name', { exact: true }).fill('Coyote')
    await UnitOfWork.run(asSystem, () => endAdminSessions(sue.userId))

    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByText('Your session had ended').waitFor()
    await page.getByLabel('E-mail or username').fill(sue.email)
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Log in' }).click()

    await page.getByText('What you typed is here again').waitFor()
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Coyote')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByText('This is now a customer.').waitFor()
  })
})
