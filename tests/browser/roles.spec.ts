import { test } from '@japa/runner'
import { obstacles } from '#tests/browser/accessibility'
import { sit } from '#tests/browser/people'
import { makeCompany } from '#tests/support/personas'

test.group('Browser | roles', () => {
  test('are made, changed and deleted in the matrix', async ({ browser, assert }) => {
    const acme = await makeCompany()
    const { page, mishaps } = await sit(browser)
    const radio = (permission: string, reach: string) =>
      page.getByRole('group', { name: permission }).getByRole('radio', { name: reach })

    await page.goto(`/admin/organizations/${acme.slug}/permission-matrix`)
    await page.getByRole('link', { name: 'Copy Viewer' }).click()
    await page.getByLabel('Name').fill('Night shift')
    await radio('customers:update', 'Own').check()
    assert.deepEqual(await obstacles(page), [])
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('status').getByText('Night shift is a role now.').waitFor()
    assert.deepEqual(await obstacles(page), [])

    await page.getByRole('link', { name: 'Edit Night shift' }).click()
    assert.isTrue(await radio('customers:update', 'Own').isChecked())
    assert.isTrue(await radio('customers:read', 'All').isChecked())
    await radio('customers:read', 'All').focus()
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Night shift is saved.').waitFor()
    await page.getByRole('link', { name: 'Edit Night shift' }).click()
    assert.isTrue(await radio('customers:read', 'Own').isChecked())

    await page.locator('summary', { hasText: 'Delete' }).click()
    await page.getByRole('button', { name: 'Delete Night shift' }).click()
    await page.getByRole('status').getByText('Night shift is gone.').waitFor()
    assert.deepEqual(mishaps, [])
  })
})
