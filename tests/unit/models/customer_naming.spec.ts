import { test } from '@japa/runner'
import { completeNames } from '#plugins/customers/models/customer/naming'

const nobody = { name: null, firstName: null, lastName: null, companyName: null }

test.group('Customer | naming', () => {
  test('a person’s name is split at its first space', ({ assert }) => {
    const person = { ...nobody, customerType: 'individual' as const, name: 'Ann B Cee' }
    assert.deepEqual(completeNames(person, new Set(['name'])), {
      firstName: 'Ann',
      lastName: 'B Cee',
    })
  })

  test('what is written now wins over what was there', ({ assert }) => {
    const person = {
      ...nobody,
      customerType: 'individual' as const,
      name: 'Ann Lee',
      firstName: 'Ann',
      lastName: 'Roe',
    }
    assert.deepEqual(completeNames(person, new Set(['lastName'])), { name: 'Ann Roe' })
  })

  test('what is said is not derived over, also when it is what was there', ({ assert }) => {
    const person = {
      ...nobody,
      customerType: 'individual' as const,
      name: 'Dr. Ann Roe',
      firstName: 'Ann',
      lastName: 'Roe',
    }
    const said = new Set(['name', 'lastName'])
    assert.deepEqual(completeNames(person, new Set(['lastName']), said), { name: 'Dr. Ann Roe' })
    assert.deepEqual(completeNames(person, new Set(['name']), said), { name: 'Dr. Ann Roe' })
    const company = {
      ...nobody,
      customerType: 'business' as const,
      name: 'Acme',
      companyName: 'Acme Inc',
    }
    const both = new Set(['name', 'companyName'])
    assert.deepEqual(completeNames(company, new Set(['companyName']), both), { name: 'Acme' })
  })

  test('a company is named by either of its names', ({ assert }) => {
    const company = { ...nobody, customerType: 'business' as const }
    assert.deepEqual(completeNames({ ...company, name: 'Acme' }, new Set(['name'])), {
      name: 'Acme',
      companyName: 'Acme',
    })
    assert.deepEqual(
      completeNames({ ...company, companyName: 'Acme Inc' }, new Set(['companyName'])),
      { name: 'Acme Inc' }
    )
  })

  test('no one is named by nothing', ({ assert }) => {
    assert.deepEqual(completeNames({ ...nobody, customerType: 'business' }, new Set()), {
      name: null,
    })
    assert.deepEqual(completeNames({ ...nobody, customerType: 'individual' }, new Set()), {
      name: null,
    })
  })
})
