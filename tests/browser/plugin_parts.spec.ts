import { test } from '@japa/runner'
import { obstacles } from '#tests/browser/accessibility'
import { PHONE, sit } from '#tests/browser/people'
import { makeCustomer } from '#tests/support/customers'
import { makeCompany } from '#tests/support/personas'
import { turnOn } from '#tests/support/plugins'

test.group('Browser | what plugins add', () => {
  test('an action, a list, a column, a tile and a page are used', async ({ browser, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'loyalty', { welcome_points: 0, silver_from: 50 })
    await makeCustomer(acme, { name: 'Road Runner' })
    await makeCustomer(acme, { name: 'Coyote' })
    const { page, mishaps } = await sit(browser)
    const here = `/admin/organizations/${acme.slug}`
    const found: string[] = []
    const look = async () => void found.push(...(await obstacles(page)))

    await page.goto(`${here}/customers`)
    await page.getByRole('link', { name: 'Road Runner' }).click()
    await page.getByRole('link', { name: 'Give points' }).click()
    await look()
    await page.getByLabel('Points').fill('-5')
    await page.getByLabel('Reason').fill('Mistake')
    await page.getByRole('button', { name: 'Give points' }).click()
    await page.getByText('There are only 0 points to take.').first().waitFor()
    assert.equal(await page.getByLabel('Reason').inputValue(), 'Mistake')
    await look()
    await page.getByLabel('Points').fill('60')
    await page.getByLabel('Reason').fill('Birthday')
    await page.getByRole('button', { name: 'Give points' }).click()
    await page.getByRole('status').getByText('Points given.').waitFor()

    const list = page.getByRole('region', { name: 'Loyalty entries' })
    assert.include(await list.innerText(), 'Birthday')
    await look()
    await page.locator('summary', { hasText: 'Recount points' }).click()
    await page.getByRole('button', { name: 'Recount points' }).click()
    await page.getByRole('status').getByText('Done: Recount points.').waitFor()
    await page.getByRole('link', { name: 'Add a loyalty entry' }).click()
    await page.getByLabel('Points').fill('7')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('status').waitFor()

    await page.goto(`${here}/customers`)
    const row = page.locator('tbody tr', { hasText: 'Road Runner' })
    assert.include(await row.innerText(), 'Silver')
    await page.getByLabel('Choose Coyote').check()
    await page.getByLabel('What to do with them').selectOption({ label: 'Give points' })
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByLabel('Points').fill('3')
    await look()
    await page.getByRole('button', { name: 'Give points' }).click()
    await page.getByRole('status').getByText('Give points: 1 customer.').waitFor()

    await page.goto(here)
    const tile = page.locator('.figure', { hasText: 'Loyalty points' })
    assert.include(await tile.innerText(), '70')
    await look()
    await page.getByRole('link', { name: 'Loyalty tiers' }).first().click()
    await page.getByRole('heading', { name: 'Loyalty tiers' }).waitFor()
    assert.include(await page.locator('main').innerText(), 'silver')
    await look()
    await page.getByRole('button', { name: 'Expire old points now' }).click()
    await page.getByRole('status').getByText('Old points are out of use.').waitFor()

    assert.deepEqual(found, [])
    assert.deepEqual(mishaps, [])
  }).timeout(300_000)

  test('they work without a script, on a phone', async ({ browser, assert }) => {
    const acme = await makeCompany()
    await turnOn(acme, 'loyalty', { welcome_points: 0 })
    const id = await makeCustomer(acme, { name: 'Road Runner' })
    const { page } = await sit(browser, { viewport: PHONE, javaScriptEnabled: false })

    await page.goto(`/admin/organizations/${acme.slug}/customers/${id}`)
    await page.getByRole('link', { name: 'Give points' }).click()
    await page.getByLabel('Points').fill('60')
    await page.getByRole('button', { name: 'Give points' }).click()
    await page.getByRole('status').getByText('Points given.').waitFor()
    await page.locator('summary', { hasText: 'Recount points' }).click()
    await page.getByRole('button', { name: 'Recount points' }).click()
    await page.getByRole('status').getByText('Done: Recount points.').waitFor()

    assert.include(await page.locator('main').innerText(), '60')
  })
})
