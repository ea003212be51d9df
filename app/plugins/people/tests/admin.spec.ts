import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeDeal } from '#tests/support/deals'
import { makePerson } from '#tests/support/people'
import { makeCompany } from '#tests/support/personas'
import { enter } from '#tests/support/visitor'

test.group('People | admin', () => {
  test('people have pages, and those of a deal are on its page and lead to all of them', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    const [deal, ada] = [await makeDeal(acme), await makePerson(acme, { email: 'ada@example.com' })]
    await makePerson(acme, { name: 'Bob Ray' })
    const visitor = await enter()
    const pages = `/admin/organizations/${acme.slug}`
    assert.notInclude((await visitor.get(`${pages}/deals/${deal}`)).html, 'Associated people')

    await api(client, acme.owner).put(`/api/deals/${deal}/associations/people/${ada}/`, {})
    const page = await visitor.get(`${pages}/deals/${deal}`)
    assert.include(page.html, 'Associated people')
    assert.include(page.html, 'Ada Byron')
    assert.notInclude(page.html, 'Bob Ray')
    const list = await visitor.get(`${pages}/people?associated%5Bdeals%5D=${deal}`)
    assert.equal(list.status, 200)
    assert.include(list.html, 'Ada Byron')
    assert.notInclude(list.html, 'Bob Ray')
    const person = await visitor.get(`${pages}/people/${ada}`)
    assert.equal(person.status, 200)
    assert.include(person.html, 'ada@example.com')
    assert.include(person.html, 'Associated deals')
    const form = await visitor.get(`${pages}/people/${ada}/edit`)
    assert.equal(form.status, 200)
  })
})
