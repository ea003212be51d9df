import { test } from '@japa/runner'
import { inDatabase } from '#tests/support/deals'
import { type Asked, csv, importFile, sendFile } from '#tests/support/imports'
import { forgetJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'

test.group('Imports | formats', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const deals = () =>
    inDatabase(
      acme,
      `SELECT title, value::text, currency, actual_close_date::text AS closed FROM deals ORDER BY code`
    )

  test('dates, amounts and phone numbers of real files are read as their rules say', async ({
    client,
    assert,
  }) => {
    const mapping = {
      title: 'title',
      value: { column: 'amount', currency: 'EUR', decimal_mark: ',' },
      expected_close_date: { column: 'closes', date_format: 'YYYY-MM-DD HH:mm:ss' },
    }
    const content = csv(
      'title;amount;closes',
      'One;€ 1.234,50;2018-02-26 19:58:54',
      'Two;1.234,50 EUR;2018-02-26 00:00:00',
      'Three;$1.234,50;',
      'Four;;26.02.2018'
    )
    const done = await importFile(client, acme.owner, content, { resource: 'deals', mapping })
    assert.containsSubset(done, { created: 2, failed: 2 })
    assert.deepEqual(
      done.errors.map(({ line, field, rule }: Record<string, unknown>) => [line, field, rule]),
      [
        [4, 'value', 'decimal'],
        [5, 'expected_close_date', 'date'],
      ]
    )
    assert.deepEqual(
      await inDatabase(
        acme,
        'SELECT title, value::text, currency, expected_close_date::text AS closes FROM deals ORDER BY code'
      ),
      [
        { title: 'One', value: '1234.50', currency: 'EUR', closes: '2018-02-26' },
        { title: 'Two', value: '1234.50', currency: 'EUR', closes: '2018-02-26' },
      ]
    )

    const phones = await importFile(
      client,
      acme.owner,
      csv('name,phone', 'Ann,030/123456', 'Bob,tel:+49-30-123456', 'Cid,+1 201 555 0123', 'Dee,?'),
      { mapping: { name: 'name', phone: { column: 'phone', phone_country: 'de' } } }
    )
    assert.containsSubset(phones, { created: 3, failed: 1 })
    assert.deepEqual(
      await inDatabase(acme, 'SELECT phone, phone_normalized FROM customers ORDER BY code'),
      [
        { phone: '+49 30 123456', phone_normalized: '+4930123456' },
        { phone: '+49 30 123456', phone_normalized: '+4930123456' },
        { phone: '+1 201 555 0123', phone_normalized: '+12015550123' },
      ]
    )
  })

  test('an amount is of the currency of its record, or an error of its cell', async ({
    client,
    assert,
  }) => {
    const amount = { column: 'amount', currency: 'USD' }
    const content = csv('title,amount,money', 'One,"$22,700.00",', 'Two,$5,usd', 'Three,$5,EUR')
    const done = await importFile(client, acme.owner, content, {
      resource: 'deals',
      mapping: { title: 'title', value: amount, currency: 'money' },
    })
    assert.containsSubset(done, { created: 2, failed: 1 })
    assert.containsSubset(done.errors, [{ line: 4, field: 'value', rule: 'currency' }])
    assert.deepEqual(await deals(), [
      { title: 'One', value: '22700.00', currency: 'USD', closed: null },
      { title: 'Two', value: '5.00', currency: 'USD', closed: null },
    ])
  })

  test('a cell that does not fit is left empty where its rule says so, and told', async ({
    client,
    assert,
  }) => {
    const mapping = {
      name: { column: 'name', on_error: 'empty' },
      email: { column: 'mail', on_error: 'empty' },
      phone: { column: 'phone', on_error: 'empty', default: '555 000 111' },
      credit_limit: { column: 'limit', decimal_mark: ',', on_error: 'empty', empty: 'clear' },
      assigned_to_id: { column: 'who', lookup: 'email', on_error: 'empty' },
      rating: 'rating',
    }
    const content = csv(
      'name;mail;phone;limit;who;rating',
      'Ann;no mail;abc;1.5;nobody@example.com;4',
      'Bob;bob@example.com;;1,5;;5',
      'Cid;no mail;;;;6',
      `${'x'.repeat(300)};;;;;1`
    )
    const done = await importFile(client, acme.owner, content, { mapping, delimiter: ';' })
    assert.containsSubset(done, { created: 2, failed: 2, incomplete: 1 })
    assert.deepEqual(
      done.warnings.map(({ line, field, column }: Record<string, unknown>) => [
        line,
        field,
        column,
      ]),
      [
        [2, 'credit_limit', 'limit'],
        [2, 'assigned_to_id', 'who'],
        [2, 'email', 'mail'],
        [2, 'phone', 'phone'],
      ]
    )
    assert.deepEqual(
      await inDatabase(
        acme,
        'SELECT name, email, phone, credit_limit::text, rating::text FROM customers ORDER BY code'
      ),
      [
        { name: 'Ann', email: null, phone: '555 000 111', credit_limit: null, rating: '4.00' },
        {
          name: 'Bob',
          email: 'bob@example.com',
          phone: '555 000 111',
          credit_limit: '1.50',
          rating: '5.00',
        },
      ]
    )
    const dry = await importFile(client, acme.owner, content, {
      mapping,
      delimiter: ';',
      dry_run: true,
    })
    assert.containsSubset(dry, { created: 2, failed: 2, incomplete: 1 })
    assert.lengthOf(dry.warnings, 4)
  })

  test('what is there stays where a cell does not fit, unless empty cells clear', async ({
    client,
    assert,
  }) => {
    const people = (mail: string, limit: string) => csv('name;mail;limit', `Ann;${mail};${limit}`)
    const asked: Asked = {
      match_by: 'name',
      mapping: {
        name: 'name',
        email: { column: 'mail', on_error: 'empty' },
        credit_limit: { column: 'limit', empty: 'clear', on_error: 'empty' },
      },
    }
    await importFile(client, acme.owner, people('ann@example.com', '5'), asked)
    const done = await importFile(client, acme.owner, people('ann at home', 'much'), asked)
    assert.containsSubset(done, { updated: 1, incomplete: 1 })
    assert.deepEqual(await inDatabase(acme, 'SELECT email, credit_limit::text FROM customers'), [
      { email: 'ann@example.com', credit_limit: null },
    ])
  })

  test('a rule that names no format, country, currency or language is refused', async ({
    client,
    assert,
  }) => {
    const rules = {
      date_format: 'D.M',
      date_language: 'no language',
      currency: 'XX',
      phone_country: 'XX',
      on_error: 'guess',
    }
    for (const [key, value] of Object.entries(rules)) {
      const response = await sendFile(client, acme.owner, 'name\nAnn', {
        mapping: { name: { column: 'name', [key]: value } },
      })
      response.assertStatus(422)
      assert.containsSubset(response.body().errors, [{ field: `mapping.name.${key}` }])
    }
  })
})
