import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makePerson } from '#tests/support/people'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

test.group('E-mails | templates', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('put values into subject and body, and say something else without one', async ({
    client,
    assert,
  }) => {
    const { get, post } = api(client, acme.owner)
    const template = await post('/api/email-templates/', {
      name: 'Offer',
      subject: 'Offer: {{deal.title}}',
      body: 'Hello {{ person.job_title | default: "there" }},\n\n{{ deal.value }} {{ deal.currency }} from {{ organization.name }}\n\n{{ sender.name }}',
    })
    template.assertStatus(201)
    const person = await makePerson(acme, { name: 'Ada Byron', email: 'ada@example.com' })
    const deal = await makeDeal(acme, { title: 'Rocket', value: '1250.00' })
    const preview = await post('/api/emails/preview/', {
      to_type: 'people',
      to_id: person,
      resource: 'deals',
      record_id: deal,
      template_id: template.body().id,
    })
    preview.assertStatus(200)
    assert.equal(preview.body().subject, 'Offer: Rocket')
    assert.match(preview.body().text, /^Hello there,\n\n1250\.00 [A-Z]{3} from Acme /)
    assert.match(preview.body().text, /\n\nOlivia Test$/)
    assert.equal((await get('/api/emails/')).body().count, 0)
  })

  test('show values as what they are, whatever stands in them', async ({ client, assert }) => {
    const name = '<b onclick="x">Ada</b> [a](http://evil.example) `{{ deal.title }}` # *x*'
    const person = await makePerson(acme, { name, email: 'ada@example.com' })
    const preview = await api(client, acme.owner).post('/api/emails/preview/', {
      to_type: 'people',
      to_id: person,
      subject: 'Hello {{ person.name }}',
      body: 'Hello {{ person.name }}\n\n<script>x</script> [me](javascript:x) [ours](https://acme.example)',
    })
    preview.assertStatus(200)
    const { html, subject, text } = preview.body()
    assert.notMatch(html, /<(b|script|code|em)\b/)
    assert.notInclude(html, 'href="http://evil')
    assert.notInclude(html, 'href="javascript')
    assert.include(html, '<a href="https://acme.example">ours</a>')
    assert.include(html, '&lt;b onclick=&quot;x&quot;&gt;Ada&lt;/b&gt; [a](http://evil.example)')
    assert.equal(subject, `Hello ${name}`)
    assert.include(text, `Hello ${name}`)
  })

  test('refuse what is no variable, and what there is not', async ({ client, assert }) => {
    const { post } = api(client, acme.owner)
    for (const body of [
      '{{ deal }}',
      '{{ deal.title',
      'x }} y',
      '{{ deal.title.length }}',
      '{{ constructor.name }}',
      '{{ deal.constructor }}',
      '{{ person.emails }}',
      '{{ deal.title | upcase }}',
      '{{# deal.title }}',
      '@{{ 1 + 1 }}',
    ]) {
      const refused = await post('/api/email-templates/', { name: 'X', subject: 'X', body })
      assert.equal(refused.status(), 422, body)
      assert.equal(refused.body().errors[0].field, 'body', body)
      assert.equal(refused.body().errors[0].rule, 'variable', body)
    }
    const guessed = await post('/api/email-templates/', {
      ...{ name: 'X', subject: '{{ person.firstname }}', body: 'X' },
    })
    assert.include(guessed.body().errors[0].message, 'Did you mean "person.first_name"?')
  })

  test('speak of a deal where one is given, and of nothing otherwise', async ({ client }) => {
    const person = await makePerson(acme, { email: 'ada@example.com' })
    const refused = await api(client, acme.owner).post('/api/emails/preview/', {
      ...{ to_type: 'people', to_id: person, subject: 'X', body: '{{ deal.title }}' },
    })
    refused.assertStatus(422)
  })

  test('hide from a sender what they may not read, as if it did not exist', async ({
    client,
    assert,
  }) => {
    const body = 'You earn {{ employee.salary }}'
    const { owner } = acme
    const template = await api(client, owner).post('/api/email-templates/', {
      ...{ name: 'X', subject: 'X', body },
    })
    template.assertStatus(201)
    const employee = await makeEmployee(acme)
    await api(client, owner).patch(`/api/employees/${employee}/`, { salary: '1000.00' })
    const person = await makePerson(acme, { email: 'ada@example.com' })
    const order = {
      to_type: 'people',
      to_id: person,
      resource: 'employees',
      record_id: employee,
      template_id: template.body().id,
    }
    const seen = await api(client, owner).post('/api/emails/preview/', order)
    assert.equal(seen.body().text, 'You earn 1000.00')

    const sender = await hireWith(acme, [
      ...['emails:create', 'people:read', 'employees:read'],
      ...['email-templates:read', 'email-templates:create'],
    ])
    const hidden = await api(client, sender).post('/api/emails/preview/', order)
    hidden.assertStatus(422)
    const unknown = await api(client, sender).post('/api/emails/preview/', {
      ...{ ...order, template_id: null, subject: 'X', body: '{{ employee.sallery }}' },
    })
    const words = (response: typeof hidden) =>
      response
        .body()
        .errors[0].message.replace(/employee\.\w+/g, '…')
        .replace(/ Did.*/, '')
    assert.equal(words(hidden), words(unknown))
    const written = await api(client, sender).post('/api/email-templates/', {
      ...{ name: 'X', subject: 'X', body },
    })
    written.assertStatus(422)
    const noPeople = await hireWith(acme, ['email-templates:create', 'email-templates:read'])
    const ofPeople = await api(client, noPeople).post('/api/email-templates/', {
      ...{ name: 'X', subject: '{{ person.name }}', body: 'X' },
    })
    ofPeople.assertStatus(422)
  })
})
