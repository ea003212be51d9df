import { test } from '@japa/runner'
import { inDatabase } from '#tests/support/deals'
import { FilledForm } from '#tests/support/forms'
import { makeCompany } from '#tests/support/personas'
import { enter } from '#tests/support/visitor'

test.group('Custom fields | admin', () => {
  test('are defined on their page, and filled in on the forms and shown on the pages of records', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const visitor = await enter()
    const home = `/admin/organizations/${acme.slug}`
    const fields = `${home}/plugins/custom-fields/pages/fields`
    assert.include((await visitor.get(fields)).html, 'There are no fields of your own yet.')
    const define = (typed: Record<string, string>) =>
      visitor.send(fields, fields, { resource: 'customers', ...typed })

    await define({
      ...{ title: 'Sales region', key: 'region', type: 'choice' },
      options: 'north | The North | #2f6fed\r\nsouth',
    })
    await define({ title: 'Budget', key: 'budget', type: 'money' })
    await define({ title: 'Region again', key: 'region', type: 'text' })
    const { html } = await visitor.get(fields)
    for (const text of ['custom.region', 'custom.budget']) assert.include(html, text)
    assert.notInclude(html, '>Region again<')

    const form = FilledForm.on(
      (await visitor.get(`${home}/customers/new`)).html,
      `${home}/customers`
    )
    const filled = form.with({
      'name': 'Coyote',
      'custom.region': 'north',
      'custom.budget.amount': '12.5',
      'custom.budget.currency': 'EUR',
    })
    const made = await visitor.post(`${home}/customers`, filled.body, `${home}/customers/new`)
    const page = await visitor.follow(made)
    for (const text of ['Sales region', 'The North', 'Budget', '12.50 EUR']) {
      assert.include(page.html, text)
    }
    const [row] = await inDatabase(acme, 'SELECT extensions FROM customers WHERE name = $1', [
      'Coyote',
    ])
    assert.deepEqual(row?.extensions, {
      custom: { region: 'north', budget: { amount: '12.50', currency: 'EUR' } },
    })
    const list = await visitor.get(
      `${home}/customers?columns=name,custom.region&custom.region=north`
    )
    for (const text of ['Coyote', 'Sales region', 'The North']) assert.include(list.html, text)
    const chosen = await visitor.get(`${home}/customers?custom.region[in]=north`)
    assert.match(chosen.html, /Sales region\s[^<]*<[^]*The North/)
    assert.notInclude(chosen.html, 'Region[in]')
    const file = await visitor.get(`${home}/customers/new`)
    assert.include(file.html, 'The North')
  })
})
