import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { PHONE, sit } from '#tests/browser/people'
import { makeCustomers } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { makeCompany } from '#tests/support/personas'

/** More often than any page asks for. */
const MAX_TABS = 150

/** Whether what has the focus can be seen, and shows that it has it. */
const SEEN = `(() => {
  const element = document.activeElement
  if (element === document.body) return 'body'
  const box = element.getBoundingClientRect()
  const shown = element.matches('input, .segment input') ? element.closest('label') ?? element : element
  const style = [element, shown, element.nextElementSibling].filter(Boolean).map((each) => getComputedStyle(each))
  const rings = style.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px')
  const words = (element.getAttribute('aria-label') ?? element.textContent ?? element.name).trim().replace(/\\s+/g, ' ')
  if (box.width === 0 || box.height === 0) return 'unseen: ' + words
  if (!rings) return 'no ring: ' + words
  return 'seen: ' + words
})()`

/** Goes through a page with the tab key. @returns what it comes to, in this order */
async function walk(page: Page): Promise<string[]> {
  const stops: string[] = []
  for (let count = 0; count < MAX_TABS; count += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate<string>(SEEN)
    if (stop === 'body') break
    stops.push(stop)
  }
  return stops
}

test.group('Browser | keyboard', () => {
  test('comes to everything on the main pages, and shows where it is', async ({
    browser,
    assert,
  }) => {
    const acme = await makeCompany()
    const [customer = ''] = await makeCustomers(acme, 2)
    await makeDeal(acme, { title: 'Rockets' })
    const { page } = await sit(browser)
    const here = `/admin/organizations/${acme.slug}`
    const wrong: string[] = []
    for (const path of [
      '/admin',
      '/admin/health',
      '/admin/jobs',
      '/admin/users',
      here,
      `${here}/customers`,
      `${here}/customers/${customer}`,
      `${here}/customers/${customer}/edit`,
      `${here}/board`,
      `${here}/plugins`,
      `${here}/permission-matrix`,
    ]) {
      await page.goto(path)
      const stops = await walk(page)
      if (stops[0] !== 'seen: Skip to the content') wrong.push(`${path}: ${stops[0]} comes first`)
      if (stops.length < 8) wrong.push(`${path}: ${stops.length} stops`)
      wrong.push(...stops.filter((stop) => !stop.startsWith('seen')).map((s) => `${path}: ${s}`))
    }

    assert.deepEqual(wrong, [])
  }).timeout(180_000)

  test('skips what every page has', async ({ browser, assert }) => {
    const { page } = await sit(browser)

    await page.goto('/admin/users')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')

    assert.isTrue(await page.evaluate<boolean>(`document.activeElement.closest('main') !== null`))
  })

  test('opens what is over a page, and Escape closes it and goes back to where it was', async ({
    browser,
    assert,
  }) => {
    const acme = await makeCompany()
    await makeCustomers(acme, 1)
    const { page } = await sit(browser)
    const opener = page.locator('summary', { hasText: 'Filter' })

    await page.goto(`/admin/organizations/${acme.slug}/customers`)
    await opener.focus()
    await page.keyboard.press('Enter')
    assert.isTrue(await page.getByRole('group', { name: 'Status' }).isVisible())
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')

    assert.isFalse(await page.getByRole('group', { name: 'Status' }).isVisible())
    assert.equal(await page.locator('summary:focus', { hasText: 'Filter' }).count(), 1)
  })

  test('opens the menu of a phone, and Escape closes it', async ({ browser, assert }) => {
    const { page } = await sit(browser, { viewport: PHONE })
    const menu = page.locator('summary[aria-label=Menu]')

    await menu.focus()
    await page.keyboard.press('Enter')
    const isOpen = await page.getByRole('navigation', { name: 'Menu of pages' }).isVisible()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')

    assert.isTrue(isOpen)
    assert.isFalse(await page.getByRole('navigation', { name: 'Menu of pages' }).isVisible())
    assert.equal(await page.locator('summary[aria-label=Menu]:focus').count(), 1)
  })

  test('comes from the dialog of a deal back to its button', async ({ browser, assert }) => {
    const acme = await makeCompany()
    await makeDeal(acme, { title: 'Rockets' })
    const { page } = await sit(browser)
    const opener = page.getByRole('button', { name: 'Move Rockets' })

    await page.goto(`/admin/organizations/${acme.slug}/board`)
    await opener.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    assert.isTrue(
      await page.evaluate<boolean>(`document.activeElement.closest('form[popover]') !== null`)
    )
    await page.keyboard.press('Escape')

    assert.isFalse(await page.getByLabel('Why, if it is lost').isVisible())
    assert.equal(await page.locator('button:focus[aria-label="Move Rockets"]').count(), 1)
  })
})
