import { test } from '@japa/runner'
import { obstacles } from '#tests/browser/accessibility'
import { sit } from '#tests/browser/people'
import { makeCustomer } from '#tests/support/customers'
import { hire, makeCompany } from '#tests/support/personas'

test.group('Browser | support', () => {
  test('acts as a user, and the audit log shows it to anyone who looks', async ({
    browser,
    assert,
  }) => {
    const acme = await makeCompany()
    const seller = await hire(acme, { roles: ['sales'] })
    await makeCustomer(acme, { name: 'Coyote' })
    const { page, mishaps } = await sit(browser)
    const banner = page.getByRole('region', { name: 'You are impersonating a user' })

    await page.goto(`/admin/users/${seller.userId}`)
    await page.getByText('Act as', { exact: true }).click()
    await page.getByLabel('Why').fill('Ticket 4711')
    await page.getByRole('button', { name: 'Act as sales Test' }).click()
    await banner.getByText('Impersonating sales Test').waitFor()
    assert.deepEqual(await obstacles(page), [])

    await page.getByRole('navigation', { name: 'Pages' }).getByText('Customers').click()
    await page.getByRole('link', { name: 'Coyote' }).click()
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('City').fill('Tucson')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('by you as sales Test').waitFor()
    assert.include(await banner.innerText(), 'Ticket 4711')
    assert.deepEqual(await obstacles(page), [])

    await banner.getByRole('button', { name: 'End' }).click()
    await page
      .getByRole('status')
      .getByText('You are no longer impersonating sales Test.')
      .waitFor()
    assert.equal(await banner.count(), 0)

    await page.goto(`/admin/organizations/${acme.slug}/audit-logs?action=customers:update`)
    const row = page.locator('tbody tr')
    assert.equal(await row.count(), 1)
    assert.include(await row.innerText(), 'sales Test')
    assert.include(await row.innerText(), 'Sue Test')
    await row.getByRole('link').first().click()
    await page.getByText('Tucson').first().waitFor()
    assert.deepEqual(await obstacles(page), [])
    assert.deepEqual(mishaps, [])
  })
})
