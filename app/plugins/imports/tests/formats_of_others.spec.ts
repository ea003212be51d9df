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
      assert.equal(readyMapping(resource, columns)?.mapping.email?.column, email, columns.join())
    }
    assert.equal(
      readyMapping('customers', ['Organization - ID', 'Organization - Name'])?.mapping.name?.column,
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
    const [ada] = (await api(client, acme.owner).get('/api/people/?name=Ada%20Byron')).body()
      .results
    const { emails } = (await api(client, acme.owner).get(`/api/people/${ada.id}/`)).body()
    assert.containsSubset(emails, [
      { value: 'ada@example.com', is_primary: true },
      { value: 'ada@home.example', kind: 'personal' },
    ])
  })

  test('give people all addresses and numbers of a line, and those who are there what they lack', async ({
    client,
    assert,
  }) => {
    const { get } = api(client, acme.owner)
    const shown = async (id: string) => {
      const { emails, phones } = (await get(`/api/people/${id}/`)).body()
      return [...emails, ...phones].map(({ value, kind }) => `${kind} ${value}`)
    }
    const idOf = async (name: string): Promise<string> =>
      (await get(`/api/people/?name=${name}`)).body().results[0].id
    const outlook = csv(
      'First Name,Last Name,E-mail Address,E-mail 2 Address,Business Phone,Mobile Phone,Home Phone',
      'Ada,Byron,ada@example.com,nowhere,,+44 7700 900123,020 7946 0000',
      'Bob,Bee,,bob@home.example,030 1,,'
    )
    const done = await importFile(client, acme.owner, outlook, { ...asked, match_by: 'email' })
    assert.containsSubset(done, { created: 1, failed: 1, incomplete: 1 })
    assert.containsSubset(done.warnings, [{ line: 2, column: 'E-mail 2 Address' }])
    const ada = await idOf('Ada%20Byron')
    assert.deepEqual(await shown(ada), [
      'work ada@example.com',
      'mobile +44 7700 900123',
      'home 020 7946 0000',
    ])

    const google = csv(
      'First Name,Last Name,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Value',
      'Ada,Byron,ADA@example.com,ada@work.example ::: ada@home.example,+44 7700 900123'
    )
    const again = await importFile(client, acme.owner, google, { ...asked, match_by: 'email' })
    assert.containsSubset(again, { updated: 1, failed: 0 })
    assert.deepEqual((await shown(ada)).slice(0, 3), [
      'work ADA@example.com',
      'work ada@work.example',
      'work ada@home.example',
    ])
    const third = await importFile(client, acme.owner, google, { ...asked, match_by: 'email' })
    assert.containsSubset(third, { unchanged: 1, updated: 0 })

    const own = csv(
      'name,email,Work e-mail,Mobile,Phone 2',
      'Cy,,cy@example.com,+49 170 1,+49 30 2'
    )
    assert.containsSubset(await importFile(client, acme.owner, own, asked), { created: 1 })
    assert.deepEqual(await shown(await idOf('Cy')), [
      'work cy@example.com',
      'mobile +49 170 1',
      'work +49 30 2',
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
