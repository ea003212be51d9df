import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { obstacles } from '#tests/browser/accessibility'
import { PHONE, sit } from '#tests/browser/people'
import { makeDeal } from '#tests/support/deals'
import { makeCompany } from '#tests/support/personas'

const laneOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const cardOf = (page: Page, title: string) => page.locator('.deal', { hasText: title })
const standsIn = (page: Page, title: string, stage: string) =>
  laneOf(page, stage).locator('.deal', { hasText: title }).waitFor()

test.group('Browser | board', () => {
  test('takes deals to another stage by dragging them', async ({ browser, assert }) => {
    const acme = await makeCompany()
    await makeDeal(acme, { title: 'Rockets', value: '1200' })
    const { page, mishaps } = await sit(browser)

    await page.goto(`/admin/organizations/${acme.slug}/board`)
    await cardOf(page, 'Rockets').dragTo(laneOf(page, 'Proposal'))
    await page.getByRole('status').getByText('Rockets moved.').waitFor()
    await standsIn(page, 'Rockets', 'Proposal')

    assert.include(await laneOf(page, 'Proposal').innerText(), '$1,200')
    assert.deepEqual(await obstacles(page), [])
    assert.deepEqual(mishaps, [])
  })

  test('asks why a deal is lost that is dropped there', async ({ browser, assert }) => {
    const acme = await makeCompany()
    await makeDeal(acme, { title: 'Rockets' })
    /* Wide enough for all stages: what has to scroll to be reached is not under the pointer any more. */
    const viewport = { width: 1600, height: 900 }
    const { page, mishaps } = await sit(browser, { viewport })

    await page.goto(`/admin/organizations/${acme.slug}/board?closed=true`)
    await cardOf(page, 'Rockets').dragTo(laneOf(page, 'Closed Lost'))
    await page.getByLabel('Why, if it is lost').fill('Too expensive')
    assert.deepEqual(await obstacles(page), [])
    await page.getByRole('button', { name: 'Move', exact: true }).click()
    await standsIn(page, 'Rockets', 'Closed Lost')

    assert.equal(await page.getByRole('button', { name: 'Move Rockets' }).count(), 0)
    assert.deepEqual(mishaps, [])
  })

  test('takes deals along by keyboard alone', async ({ browser, assert }) => {
    const acme = await makeCompany()
    await makeDeal(acme, { title: 'Rockets' })
    await makeDeal(acme, { title: 'Anvils' })
    const { page, mishaps } = await sit(browser)
    const focused = () => page.evaluate<string>('document.activeElement.textContent.trim()')

    await page.goto(`/admin/organizations/${acme.slug}/board`)
    await page.getByRole('link', { name: 'Anvils' }).focus()
    await page.keyboard.press('ArrowDown')
    assert.equal(await focused(), 'Rockets')
    await page.keyboard.press('ArrowRight')
    await standsIn(page, 'Rockets', 'Qualification')
    assert.equal(await focused(), 'Rockets')
    await page.keyboard.press('ArrowLeft')
    await standsIn(page, 'Rockets', 'Prospecting')

    assert.deepEqual(mishaps, [])
  })

  test('says what was refused, and shows where the deal is', async ({ browser }) => {
    const acme = await makeCompany()
    await makeDeal(acme, { title: 'Rockets' })
    const path = `/admin/organizations/${acme.slug}/board`
    const { page } = await sit(browser)
    const other = await page.context().newPage()

    await page.goto(path)
    await other.goto(path)
    await other.getByRole('link', { name: 'Rockets' }).press('ArrowRight')
    await standsIn(other, 'Rockets', 'Qualification')
    await page.getByRole('link', { name: 'Rockets' }).press('ArrowRight')

    await page.getByRole('alert').getByText('The record has changed since you read it.').waitFor()
    await standsIn(page, 'Rockets', 'Qualification')
  })

  test('moves deals without a script, too', async ({ browser }) => {
    const acme = await makeCompany()
    await makeDeal(acme, { title: 'Rockets' })
    const { page } = await sit(browser, { javaScriptEnabled: false, viewport: PHONE })

    await page.goto(`/admin/organizations/${acme.slug}/board`)
    await page.getByRole('button', { name: 'Move Rockets' }).click()
    await page.getByLabel('To').selectOption({ label: 'Negotiation' })
    await page.getByRole('button', { name: 'Move', exact: true }).click()

    await standsIn(page, 'Rockets', 'Negotiation')
  })
})
