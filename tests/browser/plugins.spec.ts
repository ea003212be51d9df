import { test } from '@japa/runner'
import { THEMES, sit } from '#tests/browser/people'
import { makeCompany } from '#tests/personas'

test.group('Browser | plugins', () => {
  test('are set up, turned on and turned off, in {theme}')
    .with(THEMES.map((theme) => ({ theme })))
    .run(async ({ browser, assert }, { theme }) => {
      const acme = await makeCompany()
      const { page, mishaps } = await sit(browser, { colorScheme: theme })
      const loyalty = page.getByRole('switch', { name: 'Loyalty' })

      await page.goto(`/admin/organizations/${acme.slug}/plugins`)
      await loyalty.click()
      await page.getByRole('status').getByText('Loyalty is on.').waitFor()
      assert.isTrue(await loyalty.isChecked())

      await page.getByRole('link', { name: 'Settings of Loyalty' }).click()
      await page.getByLabel('Months valid').fill('500')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Months valid must be between 1 and 120.').waitFor()
      await page.getByLabel('Months valid').fill('12')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('status').getByText('Saved.').waitFor()
      assert.equal(await page.getByLabel('Months valid').inputValue(), '12')

      await page.getByRole('link', { name: 'Plugins' }).first().click()
      await loyalty.press('Space')
      await page.getByRole('status').getByText('Loyalty is off.').waitFor()
      assert.isFalse(await loyalty.isChecked())
      assert.deepEqual(mishaps, [])
    })
})
