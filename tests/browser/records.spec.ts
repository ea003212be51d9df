import { test } from '@japa/runner'
import { makeCustomer, makeCustomers } from '#tests/customers'
import { makeCompany } from '#tests/personas'
import { obstacles } from '#tests/browser/accessibility'
import { PHONE, THEMES, sit } from '#tests/browser/people'

test.group('Browser | records', () => {
  test('are listed, narrowed, sorted and searched, in {theme}')
    .with(THEMES.map((theme) => ({ theme })))
    .run(async ({ browser, assert }, { theme }) => {
      const acme = await makeCompany()
      await makeCustomer(acme, { name: 'Road Runner', status: 'vip' })
      await makeCustomer(acme, { name: 'Wile E. Coyote', status: 'prospect' })
      const { page, mishaps } = await sit(browser, { colorScheme: theme })
      const rows = page.locator('tbody tr')

      await page.goto(`/admin/organizations/${acme.slug}/customers`)
      await page.getByText('Filter', { exact: true }).click()
      await page.getByRole('group', { name: 'Status' }).getByLabel('VIP').check()
      await page.getByRole('button', { name: 'Show' }).click()
      assert.equal(await rows.count(), 1)
      assert.include(await rows.innerText(), 'Road Runner')

      await page.getByRole('link', { name: 'Without Status is VIP' }).click()
      assert.equal(await rows.count(), 2)

      await page.getByRole('link', { name: 'Name', exact: true }).click()
      assert.include(await rows.first().innerText(), 'Road Runner')

      await page.locator('body').press('/')
      await page.keyboard.type('coyote')
      await page.keyboard.press('Enter')
      await page.waitForURL('**search=coyote**')
      assert.equal(await rows.count(), 1)
      assert.deepEqual(mishaps, [])
    })

  test('are made and changed with forms that say what is wrong, in {theme}')
    .with(THEMES.map((theme) => ({ theme })))
    .run(async ({ browser, assert }, { theme }) => {
      const acme = await makeCompany()
      const { page, mishaps } = await sit(browser, { colorScheme: theme })

      await page.goto(`/admin/organizations/${acme.slug}/customers`)
      await page.getByRole('link', { name: 'New customer' }).click()
      await page.getByLabel('Name', { exact: true }).fill('Acme Rockets')
      await page.getByLabel('Rating').fill('7')
      await page.getByRole('combobox', { name: 'User' }).fill('olivia')
      await page.getByRole('option', { name: acme.owner.email }).click()
      await page.getByRole('button', { name: 'Create' }).click()
      await page.getByText('Rating must be between 0 and 5.').waitFor()
      assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Acme Rockets')

      await page.getByLabel('Rating').fill('4.5')
      await page.getByRole('button', { name: 'Create' }).click()
      await page.getByRole('heading', { name: 'Acme Rockets' }).waitFor()
      assert.include(await page.locator('dl').first().innerText(), '4.50')
      assert.include(await page.locator('dl').first().innerText(), 'Olivia Test')

      await page.getByRole('link', { name: 'Edit' }).click()
      await page.getByLabel('Status').selectOption('vip')
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('status').getByText('Saved.').waitFor()
      assert.include(await page.locator('.history').innerText(), 'Status active → vip')
      assert.deepEqual(mishaps, [])
    })

  test('go and come back, many at once, in {theme}')
    .with(THEMES.map((theme) => ({ theme })))
    .run(async ({ browser, assert }, { theme }) => {
      const acme = await makeCompany()
      await makeCustomers(acme, 3)
      const { page, mishaps } = await sit(browser, { colorScheme: theme })
      const rows = page.locator('tbody tr')

      await page.goto(`/admin/organizations/${acme.slug}/customers`)
      assert.isFalse(await page.getByRole('button', { name: 'Delete' }).isVisible())
      await page.getByLabel('Choose all on this page').check()
      await page.getByLabel('Choose Customer 2').uncheck()
      assert.isTrue(await page.getByText('2 chosen').isVisible())
      await page.getByRole('button', { name: 'Delete' }).click()
      await page.getByText('2 customers deleted.').waitFor()
      assert.equal(await rows.count(), 1)

      await page.getByRole('link', { name: 'Deleted' }).click()
      await page.getByLabel('Choose all on this page').check()
      await page.getByRole('button', { name: 'Restore' }).click()
      await page.getByText('2 customers restored.').waitFor()
      await page.getByRole('link', { name: 'Present' }).click()
      assert.equal(await rows.count(), 3)
      assert.deepEqual(mishaps, [])
    })

  test('are looked at once they are deleted, and come back, in {theme}')
    .with(THEMES.map((theme) => ({ theme })))
    .run(async ({ browser, assert }, { theme }) => {
      const acme = await makeCompany()
      await makeCustomer(acme, { name: 'Coyote' })
      const { page, mishaps } = await sit(browser, { colorScheme: theme })

      await page.goto(`/admin/organizations/${acme.slug}/customers`)
      await page.getByRole('link', { name: 'Coyote' }).click()
      await page.getByText('Delete', { exact: true }).click()
      await page.getByRole('button', { name: 'Delete Coyote' }).click()
      await page.getByText('Deleted.').waitFor()
      await page.getByRole('link', { name: 'Deleted' }).click()
      await page.getByRole('link', { name: 'Coyote' }).click()
      await page.getByText('it cannot be changed').waitFor()
      assert.equal(await page.getByRole('link', { name: 'Edit' }).count(), 0)
      assert.deepEqual(await obstacles(page), [])
      await page.getByRole('button', { name: 'Restore' }).click()
      await page.getByRole('status').getByText('Restored.').waitFor()

      assert.isTrue(await page.getByRole('link', { name: 'Edit' }).isVisible())
      assert.deepEqual(mishaps, [])
    })

  test('are found and changed without a script, too', async ({ browser, assert }) => {
    const acme = await makeCompany()
    await makeCustomer(acme, { name: 'Coyote' })
    const { page } = await sit(browser, { javaScriptEnabled: false, viewport: PHONE })

    await page.goto(`/admin/organizations/${acme.slug}/customers`)
    await page.getByRole('link', { name: 'Coyote' }).click()
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('User', { exact: true }).selectOption(acme.owner.userId)
    await page.getByRole('button', { name: 'Save' }).click()

    assert.include(await page.locator('dl').first().innerText(), 'Olivia Test')
  })

  test('show what people wrote, whatever it is, and do nothing that it says', async ({
    browser,
    assert,
  }) => {
    const acme = await makeCompany()
    const hostile = `<img src=x onerror=alert(1)><script>alert(2)</script>{{1234*5678}}"' onfocus=alert(3) autofocus='`
    const id = await makeCustomer(acme, {
      name: hostile,
      notes: hostile,
      tags: [hostile.slice(0, 50)],
    })
    const { page, mishaps } = await sit(browser)
    const list = `/admin/organizations/${acme.slug}/customers`

    for (const path of [list, `${list}/${id}`, `${list}/${id}/edit`, `${list}?search=${hostile}`]) {
      await page.goto(path)
      assert.notInclude(await page.locator('main').innerText(), '7006652')
      assert.equal(await page.locator('main img, main script').count(), 0)
    }
    await page.goto(`${list}/${id}/edit`)
    await page.getByLabel('Website').fill('javascript:alert(4)')
    await page.evaluate(`document.querySelector('form.form').noValidate = true`)
    await page.getByRole('button', { name: 'Save' }).click()
    await page
      .getByText('Website must be an address that begins with http:// or https://.')
      .waitFor()
    assert.equal(await page.locator('a[href^="javascript:"]').count(), 0)
    assert.deepEqual(mishaps, [])
  })

  test('are chosen as relations by keyboard alone', async ({ browser, assert }) => {
    const acme = await makeCompany()
    const { page } = await sit(browser)

    await page.goto(`/admin/organizations/${acme.slug}/customers/new`)
    const user = page.getByRole('combobox', { name: 'User' })
    await user.focus()
    await page.getByRole('option', { name: acme.owner.email }).waitFor()
    await page.keyboard.press('Enter')

    assert.include(await user.inputValue(), acme.owner.email)
    assert.equal(await page.locator('select[name=user_id]').inputValue(), acme.owner.userId)
  })
})
