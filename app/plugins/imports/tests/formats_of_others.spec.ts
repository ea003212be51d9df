import { test } from '@japa/runner'
import { readyMapping } from '#plugins/imports/formats/index'
import { api } from '#tests/support/api'
import { makeCustomer } from '#tests/support/customers'
import { csv, importFile } from '#tests/support/imports'
import { forgetJobs } from '#tests/support/jobs'
import { makePerson } from '#tests/support/people'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'

const asked = { resource: 'people', mapping: undefined }

const VCARDS = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'N:Byron;Ada;;;',
  'FN:Ada Byron',
  'item1.EMAIL;TYPE=INTERNET;TYPE=HOME:ada@home.example',
  'item2.EMAIL;TYPE=INTERNET;TYPE=pref:ada@example.com',
  'TEL;TYPE=CELL:+44 20 7946 0000',
  'ORG:Engines Ltd;Research',
  'TITLE:Analyst',
  'BDAY:1815-12-10',
  'NOTE:Likes\\nmaths\\, and',
  '  tea',
  'CATEGORIES:early,friend',
  'END:VCARD',
  'BEGIN:VCARD',
  'VERSION:4.0',
  'FN:Bob Bee',
  'TEL;VALUE=uri;TYPE="voice,work":tel:+49-30-1234567',
  'BDAY:--0412',
  'END:VCARD',
  '',
].join('\r\n')

test.group('Imports | files of other systems', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const peopleOf = async (client: Parameters<typeof api>[0]) => {
    const fields = 'name,email,phone,job_title,birthday,tags,notes,department,primary_customer'
    const path = `/api/people/?ordering=name&fields=${fields}`
    return (await api(client, acme.owner).get(path)).body().results
  }

  test('are known by their columns', ({ assert }) => {
    for (const [resource, columns, email] of [
      ['people', ['Record ID', 'First Name', 'Last Name', 'Email'], 'Email'],
      ['people', ['Id', 'AccountId', 'LastName', 'FirstName', 'Email'], 'Email'],
      [
        'people',
        ['Person - ID', 'Person - Name', 'Person - Email - Work'],
        'Person - Email - Work',
      ],
      ['people', ['First Name', 'Last Name', 'Labels', 'E-mail 1 - Value'], 'E-mail 1 - Value'],
      ['people', ['Title', 'First Name', 'Last Name', 'E-mail Address'], 'E-mail Address'],
    ] as const) {
      assert.equal(readyMapping(resource, columns)?.email?.column, email, columns.join())
    }
    assert.equal(
      readyMapping('customers', ['Organization - ID', 'Organization - Name'])?.name?.column,
      'Organization - Name'
    )
    assert.isNull(readyMapping('people', ['name', 'email']))
    assert.isNull(readyMapping('leads', ['Record ID', 'First Name', 'Last Name']))
  })

  test('become people, each of a company that is there, or is made of the same line', async ({
    client,
    assert,
  }) => {
    const engines = await makeCustomer(acme, { name: 'Engines Ltd', customer_type: 'business' })
    const file = csv(
      'Record ID,First Name,Last Name,Email,Phone Number,Job Title,Associated Company',
      '1,Ada,Byron,ada@example.com,+44 20 7946 0000,Analyst,Engines Ltd',
      '2,Bob,Bee,no address,,,Looms Inc',
      '3,Cleo,Cee,cleo@example.com,,,Looms Inc',
      '4,Dan,Dee,,,,'
    )
    const done = await importFile(client, acme.owner, file, asked)
    assert.containsSubset(done, { created: 4, failed: 0, incomplete: 1 })
    assert.containsSubset(done.warnings, [{ line: 3, column: 'Email', field: 'email' }])
    const people = await peopleOf(client)
    assert.containsSubset(people, [
      {
        name: 'Ada Byron',
        email: 'ada@example.com',
        job_title: 'Analyst',
        primary_customer: { id: engines },
      },
      { name: 'Bob Bee', email: null, primary_customer: { name: 'Looms Inc' } },
      { name: 'Cleo Cee', primary_customer: { name: 'Looms Inc', customer_type: 'business' } },
      { name: 'Dan Dee', primary_customer: null },
    ])
    assert.equal((await api(client, acme.owner).get('/api/customers/')).body().count, 2)
  })

  test('make no company for those who may not, nor for a line that is refused', async ({
    client,
    assert,
  }) => {
    const clerk = await hireWith(acme, [
      'imports:create',
      'imports:read',
      'people:create',
      'people:read',
      'customers:read',
    ])
    const file = csv('First Name,Last Name,E-mail Address,Company', 'Ada,Byron,,Looms Inc')
    const done = await importFile(client, clerk, file, asked)
    assert.containsSubset(done, { created: 1, incomplete: 1 })
    const mapping = {
      name: 'name',
      email: 'email',
      primary_customer_id: {
        column: 'company',
        lookup: 'name',
        create: { customer_type: 'business' },
      },
    }
    const refused = await importFile(
      client,
      acme.owner,
      csv('name,email,company', 'Bob,no address,Looms Inc', 'Cleo,,Mills Inc'),
      { resource: 'people', mapping }
    )
    assert.containsSubset(refused, { created: 1, failed: 1 })
    const { results } = (await api(client, acme.owner).get('/api/customers/')).body()
    assert.deepEqual(
      results.map(({ name }: { name: string }) => name),
      ['Mills Inc']
    )
  })

  test('may be vCards, of version 3 and 4', async ({ client, assert }) => {
    const done = await importFile(client, acme.owner, VCARDS, asked)
    assert.containsSubset(done, { created: 2, failed: 0, incomplete: 1 })
    assert.containsSubset(await peopleOf(client), [
      {
        name: 'Ada Byron',
        email: 'ada@example.com',
        phone: '+44 20 7946 0000',
        job_title: 'Analyst',
        department: 'Research',
        birthday: '1815-12-10',
        tags: ['early', 'friend'],
        notes: 'Likes\nmaths, and tea',
        primary_customer: { name: 'Engines Ltd' },
      },
      { name: 'Bob Bee', phone: '+49-30-1234567', birthday: null },
    ])
  })

  test('change those who are there by their address', async ({ client, assert }) => {
    const ada = await makePerson(acme, { name: 'Ada', email: 'ada@example.com' })
    const file = csv(
      'Person - Name,Person - Email - Work,Person - Job title',
      'Ada Byron,ADA@example.com,Analyst'
    )
    const done = await importFile(client, acme.owner, file, { ...asked, match_by: 'email' })
    assert.containsSubset(done, { created: 0, updated: 1, failed: 0 })
    const person = await api(client, acme.owner).get(`/api/people/${ada}/`)
    assert.containsSubset(person.body(), { name: 'Ada Byron', job_title: 'Analyst' })
  })
})
