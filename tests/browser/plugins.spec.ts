import { test } from '@japa/runner'
import { sit } from '#tests/browser/people'
import { makeCompany } from '#tests/support/personas'

test.group('Browser | plugins', () => {
  test('are set up, turned on and turned off', async ({ browser, assert }) => {
    const acme = await makeCompany()
    const { page, mishaps } = await sit(browser)

    await page.goto(`/admin/organizations/${acme.slug}/plugins`)
    await page.getByRole('button', { name: 'Turn on Loyalty' }).click()
    await page.getByRole('status').getByText('Loyalty is on.').waitFor()
    const off = page.locator('summary[aria-label="Turn off Loyalty"]')
    assert.isTrue(await off.isVisible())

    await page.getByRole('link', { name: 'Settings of Loyalty' }).click()
    await page.getByLabel('Months valid').fill('500')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Months valid must be between 1 and 120.').waitFor()
    await page.getByLabel('Months valid').fill('12')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Saved.').waitFor()
    assert.equal(await page.getByLabel('Months valid').inputValue(), '12')

    await page.getByRole('link', { name: 'Plugins' }).first().click()
    await off.press('Enter')
    await page.getByRole('button', { name: 'Turn Loyalty off' }).click()
    await page.getByRole('status').getByText('Loyalty is off.').waitFor()
    assert.isTrue(await page.getByRole('button', { name: 'Turn on Loyalty' }).isVisible())
    assert.deepEqual(mishaps, [])
  })
})
