import { test } from '@japa/runner'
import { makeCustomer, makeCustomers } from '#tests/support/customers'
import { makeCompany } from '#tests/support/personas'
import { obstacles } from '#tests/browser/accessibility'
import { PHONE, sit } from '#tests/browser/people'

test.group('Browser | records', () => {
  test('are listed, narrowed, sorted and searched', async ({ browser, assert }) => {
    const acme = await makeCompany()
    await makeCustomer(acme, { name: 'Road Runner', status: 'vip' })
    await makeCustomer(acme, { name: 'Wile E. Coyote', status: 'prospect' })
    const { page, mishaps } = await sit(browser)
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

  test('are made and changed with forms that say what is wrong', async ({ browser, assert }) => {
    const acme = await makeCompany()
    const { page, mishaps } = await sit(browser)

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
    assert.include(
      (await page.locator('.history').allInnerTexts()).join(' '),
      'Status active → vip'
    )
    assert.deepEqual(mishaps, [])
  })

  test('go and come back, many at once', async ({ browser, assert }) => {
    const acme = await makeCompany()
    await makeCustomers(acme, 3)
    const { page, mishaps } = await sit(browser)
    const rows = page.locator('tbody tr')

    await page.goto(`/admin/organizations/${acme.slug}/customers`)
    assert.isFalse(await page.getByRole('button', { name: 'Continue' }).isVisible())
    await page.getByLabel('Choose all on this page').check()
    await page.getByLabel('Choose Customer 2').uncheck()
    assert.isTrue(await page.getByText('2 chosen').isVisible())
    const what = page.getByLabel('What to do with them')
    assert.equal(await what.inputValue(), '')
    await what.selectOption('delete')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('heading', { name: 'Delete 2 customers?' }).waitFor()
    assert.deepEqual(await obstacles(page), [])
    await page.getByRole('button', { name: 'Delete 2 customers' }).click()
    await page.getByText('2 customers deleted.').waitFor()
    assert.deepEqual(await obstacles(page), [])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('2 of 2 undone.').waitFor()
    assert.equal(await rows.count(), 3)
    await page.getByLabel('Choose all on this page').check()
    await page.getByLabel('Choose Customer 2').uncheck()
    await what.selectOption('delete')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: 'Delete 2 customers' }).click()
    await page.getByText('2 customers deleted.').waitFor()
    assert.equal(await rows.count(), 1)

    await page.getByRole('link', { name: 'Deleted' }).click()
    await page.getByLabel('Choose all on this page').check()
    await what.selectOption('restore')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: 'Restore 2 customers' }).click()
    await page.getByText('2 customers restored.').waitFor()
    await page.getByRole('link', { name: 'Present' }).click()
    assert.equal(await rows.count(), 3)
    assert.deepEqual(mishaps, [])
  })

  test('are made once by a double click of {pause} ms')
    .with([{ pause: 60 }, { pause: 200 }])
    .run(async ({ browser, assert }, { pause }) => {
      const acme = await makeCompany()
      const { page } = await sit(browser)
      const list = `/admin/organizations/${acme.slug}/customers`

      await page.goto(`${list}/new`)
      await page.getByLabel('Name', { exact: true }).fill('Once')
      const box = await page.getByRole('button', { name: 'Create' }).boundingBox()
      const at = [(box?.x ?? 0) + 5, (box?.y ?? 0) + 5] as const
      await page.mouse.click(...at)
      await page.waitForTimeout(pause)
      await page.mouse.click(...at)
      await page.getByRole('heading', { name: 'Once' }).waitFor()
      await page.goto(list)

      assert.equal(await page.locator('tbody tr').count(), 1)
    })

  test('in two tabs of one form lose nothing', async ({ browser, assert }) => {
    const acme = await makeCompany()
    const id = await makeCustomer(acme, { name: 'Coyote' })
    const { page } = await sit(browser)
    const other = await page.context().newPage()
    const form = `/admin/organizations/${acme.slug}/customers/${id}/edit`
    await page.goto(form)
    await other.goto(form)
    await page.getByLabel('State').fill('S1')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('status').getByText('Saved.').waitFor()
    await other.getByLabel('City').fill('Tucson')
    await other.getByRole('button', { name: 'Save' }).click()

    await other.getByRole('heading', { name: 'Changed since you opened this form' }).waitFor()
    assert.deepEqual(await obstacles(other), [])
    await other.getByRole('button', { name: 'Save' }).click()
    await other.getByRole('status').getByText('Saved.').waitFor()
    const facts = await other.locator('dl').first().innerText()
    assert.include(facts, 'S1')
    assert.include(facts, 'Tucson')
  })

  test('are looked at once they are deleted, and come back', async ({ browser, assert }) => {
    const acme = await makeCompany()
    await makeCustomer(acme, { name: 'Coyote' })
    const { page, mishaps } = await sit(browser)

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
