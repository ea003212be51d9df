import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { obstacles } from '#tests/browser/accessibility'
import { PHONE, sit } from '#tests/browser/people'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { makeCompany, makePersona } from '#tests/support/personas'

test.group('Browser | users and organizations', () => {
  test('are made, changed and joined', async ({ browser, assert }) => {
    const [nora, omar] = [await makePersona('Nora'), await makePersona('Omar')]
    const id = randomUUID().slice(0, 8)
    const { page, mishaps } = await sit(browser)
    const said = (text: string) => page.getByRole('status').getByText(text).waitFor()

    await page.goto('/admin/organizations')
    await page.getByRole('link', { name: 'New organization' }).click()
    assert.deepEqual(await obstacles(page), [])
    await page.getByLabel('Name', { exact: false }).first().fill(`Umbrella ${id}`)
    await page.getByLabel('Owner email').fill(nora.email)
    await page.getByLabel('Currency').selectOption('CHF')
    await page.getByLabel('Website').fill('ftp://example.com')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByText('Website must be an address that begins with').waitFor()
    assert.equal(await page.getByLabel('Owner email').inputValue(), nora.email)
    assert.deepEqual(await obstacles(page), [])
    await page.getByLabel('Website').fill('https://example.com')
    await page.getByRole('button', { name: 'Create' }).click()
    await said(`Umbrella ${id} is there, and Nora Test owns it.`)

    await page.locator('summary', { hasText: 'Add' }).click()
    await page.getByLabel('E-mail of a user with an account').fill(omar.email)
    assert.deepEqual(await obstacles(page), [])
    await page.getByRole('button', { name: `Add to Umbrella ${id}` }).click()
    await said('Omar Test belongs to')
    await page.getByRole('link', { name: 'Change the membership of Omar Test' }).click()
    await page.getByLabel('Place').selectOption('admin')
    assert.deepEqual(await obstacles(page), [])
    await page.getByRole('button', { name: 'Save' }).click()
    await said('Saved.')

    await page.getByRole('link', { name: 'Omar Test', exact: true }).click()
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('First name').fill('Omar Quentin')
    assert.deepEqual(await obstacles(page), [])
    await page.getByRole('button', { name: 'Save' }).click()
    await said('Saved.')
    await page.getByText('First name: Omar → Omar Quentin').waitFor()
    assert.deepEqual(await obstacles(page), [])

    await page.goto('/admin/users/new')
    await page.getByLabel('Email').fill(`new.${id}@example.com`)
    assert.deepEqual(await obstacles(page), [])
    await page.getByRole('button', { name: 'Create' }).click()
    await said('A letter is on its way')
    assert.deepEqual(mishaps, [])
  }).timeout(60_000)
})

test.group('Browser | imports', (group) => {
  group.each.setup(() => forgetJobs())

  const content = 'Full name;E-Mail;City\nAnn Ltd;ann@example.com;Graz\nBob Ltd;wrong;Linz\n'
  const people = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(content) }

  test('are ordered with a form that knows the columns of the file', async ({
    browser,
    assert,
  }) => {
    const acme = await makeCompany()
    const { page, mishaps } = await sit(browser)

    await page.goto(`/admin/organizations/${acme.slug}/imports`)
    await page.getByRole('link', { name: 'New import' }).click()
    assert.deepEqual(await obstacles(page), [])
    await page.getByRole('main').getByRole('link', { name: 'Customers' }).click()
    await page.getByLabel('File').setInputFiles(people)
    const column = (field: string) => page.locator(`select[data-column="${field}"]`)
    await column('name').waitFor()
    assert.equal(await column('email').inputValue(), 'E-Mail')
    assert.equal(await column('city').inputValue(), 'City')
    assert.equal(await column('name').inputValue(), '')
    await column('name').selectOption('Full name')
    assert.equal(await page.locator('[data-sample="name"]').textContent(), 'Ann Ltd')
    assert.deepEqual(await obstacles(page), [])

    await page.getByRole('button', { name: 'Import' }).click()
    await page.getByText('people.csv is there, and waits for its turn.').waitFor()
    await page.getByText('0 of').waitFor()
    await runJobs()
    await page.getByText('2 of').waitFor()
    await page.getByText('Refused lines').first().waitFor()
    assert.deepEqual(await obstacles(page), [])
    await page.goto('/admin/imports?status[in]=completed')
    await page.getByRole('link', { name: 'people.csv' }).first().waitFor()
    assert.deepEqual(await obstacles(page), [])
    assert.deepEqual(mishaps, [])
  }).timeout(60_000)

  test('leave out the field that is said not to be in the file, also after a refusal', async ({
    browser,
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const { page, mishaps } = await sit(browser)
    const column = (field: string) => page.locator(`select[data-column="${field}"]`)
    const marked = content.replace('Full name', 'sep=;\nFull name')

    await page.goto(`/admin/organizations/${acme.slug}/imports/new?resource=customers`)
    await page.getByLabel('File').setInputFiles({ ...people, buffer: Buffer.from(marked) })
    await column('city').selectOption('')
    await column('email').selectOption('')
    await page.getByLabel('Separator').selectOption(',')
    await page.getByLabel('Separator').selectOption('')
    assert.equal(await column('city').inputValue(), '')
    await page.getByLabel('Lines of records that are there').selectOption('email')
    await column('name').selectOption('Full name')
    await page.getByRole('button', { name: 'Import' }).click()
    await page.locator('#wrong-match_by').waitFor()
    await page.getByLabel('File').setInputFiles({ ...people, buffer: Buffer.from(marked) })
    await column('name').waitFor()
    assert.equal(await column('city').inputValue(), '')
    await column('email').selectOption('E-Mail')
    await page.getByRole('button', { name: 'Import' }).click()
    await page.getByText('people.csv is there').waitFor()
    await runJobs()

    const made = await client
      .get('/api/customers/?fields=name,email,city')
      .bearerToken(acme.owner.token)
    assert.deepEqual(made.body().results, [
      { name: 'Ann Ltd', email: 'ann@example.com', city: null },
    ])
    assert.deepEqual(mishaps, [])
  }).timeout(180_000)

  test('are ordered without a script, and on a phone', async ({ browser, assert }) => {
    const acme = await makeCompany()
    const { page, mishaps } = await sit(browser, { javaScriptEnabled: false, viewport: PHONE })

    await page.goto(`/admin/organizations/${acme.slug}/imports/new?resource=customers`)
    await page.getByLabel('File').setInputFiles(people)
    await page.getByLabel('Name', { exact: true }).fill('Full name')
    await page.getByLabel('Leave out city').check()
    await page.getByRole('button', { name: 'Import' }).click()
    await page.getByText('people.csv is there').waitFor()
    await runJobs()
    await page.reload()
    await page.getByText('2 of').waitFor()
    await page.getByText('Mapping').click()
    assert.notInclude(await page.locator('pre').innerText(), 'City')
    assert.deepEqual(mishaps, [])
  })
})
