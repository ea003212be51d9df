import { test } from '@japa/runner'
import fc from 'fast-check'
import { readOperand } from '#core/resources/query/operand'
import { text } from '#core/resources/fields'
import { api } from '#tests/support/api'
import { makeCustomers } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { type Company, makeCompany } from '#tests/support/personas'

const NAMES = ['Roe, Ltd', 'Roe', 'Ltd', 'Back\\slash', 'Acme']

test.group('Query | filters by several values', (group) => {
  let acme: Company

  group.each.setup(async () => {
    acme = await makeCompany()
  })

  test('a value may hold commas and backslashes, alone, among others, and repeated', async ({
    client,
    assert,
  }) => {
    await makeCustomers(acme, NAMES.length, (number) => ({ name: NAMES[number - 1] }))
    for (const [query, found] of [
      [String.raw`name[in]=Roe\, Ltd`, ['Roe, Ltd']],
      [String.raw`name[in]=Roe\, Ltd,Acme`, ['Acme', 'Roe, Ltd']],
      [String.raw`name[in]=Acme&name[in]=Roe\, Ltd`, ['Acme', 'Roe, Ltd']],
      [String.raw`name[in]=Roe, Ltd`, ['Ltd', 'Roe']],
      [String.raw`name[in]=Back\\slash`, ['Back\\slash']],
      [String.raw`name[in]=Back\slash`, ['Back\\slash']],
      [String.raw`name[nin]=Roe\, Ltd,Roe,Ltd,Acme`, ['Back\\slash']],
      ['name=Roe, Ltd', ['Roe, Ltd']],
    ] as const) {
      const response = await api(client, acme.owner).get(
        `/api/customers/?ordering=name&${encodeURI(query)}`
      )
      response.assertStatus(200)
      const names = response.body().results.map(({ name }: { name: string }) => name)
      assert.deepEqual(names, found, query)
    }
  })

  test('whatever the values, they are read as they were written', ({ assert }) => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'ß', ',', '\\', ' ', '"') })
    const value = texts.map((each) => each.trim())
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 6 }), (values) => {
        const written = values.map((each) => each.replaceAll(/[\\,]/g, String.raw`\$&`)).join(',')
        assert.deepEqual(readOperand(text(), 'in', written, 'name'), values)
      })
    )
  })

  test('a value that is none is refused with what to write', async ({ client, assert }) => {
    await makeDeal(acme)
    const { get } = api(client, acme.owner)
    for (const [query, said] of [
      ['is_won=1', '"is_won" must be true or false. Write is_won=true.'],
      ['is_won=FALSE', '"is_won" must be true or false. Write is_won=false.'],
      ['is_won=no', '"is_won" must be true or false. Write is_won=false.'],
      ['is_won=perhaps', '"is_won" must be true or false.'],
      ['value[is_null]=0', '"value[is_null]" must be true or false. Write value[is_null]=false.'],
      ['deleted=1', '"deleted" must be true or false. Write deleted=true.'],
      [
        'status=open,won',
        '"status" is one of open, won, lost, and not "open,won". Several values: status[in]=open,won.',
      ],
      [
        'status[ne]=open,won',
        '"status[ne]" is one of open, won, lost, and not "open,won". Several values: status[nin]=open,won.',
      ],
      ['status=Open', '"status" is one of open, won, lost, and not "Open". Did you mean "open"?'],
      [
        'value=1,2',
        '"value" must be a number such as 1234.5, with nothing between its digits. Several values: value[in]=1,2.',
      ],
      [
        'value[gte]=1,2',
        '"value[gte]" must be a number such as 1234.5, with nothing between its digits.',
      ],
    ] as const) {
      const response = await get(`/api/deals/?${query}`)
      response.assertStatus(400)
      assert.equal(response.body().detail, said)
    }
    const written = await get('/api/deals/?status[in]=open,won&is_won=false')
    assert.equal(written.body().count, 1)
  })
})
