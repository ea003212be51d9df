import { test } from '@japa/runner'
import { inDatabase } from '#tests/support/deals'
import { type Asked, csv, importFile, sendFile } from '#tests/support/imports'
import { forgetJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'

const PLACES: Asked = { mapping: { name: 'name', city: 'city' } }

test.group('Imports | columns', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const customers = () =>
    inDatabase(acme, 'SELECT name, city FROM customers WHERE deleted_at IS NULL ORDER BY code')

  test('without names are passed over wherever they stand, and may be left out at the end', async ({
    client,
    assert,
  }) => {
    const content = csv(
      ',name,, ,city,,',
      ',Ann,,,Graz,,',
      'noted,Bob,x,,Linz,y,',
      ',Cid,,,Wels',
      ',Dee,,,Steyr,,,',
      ',Eve,,'
    )
    const done = await importFile(client, acme.owner, content, PLACES)
    assert.containsSubset(done, { created: 3, failed: 2, total: 5 })
    assert.deepEqual(
      done.errors.map(({ line, rule, message }: Record<string, unknown>) => [line, rule, message]),
      [
        [5, 'cells', 'The line has 8 cells, and the file has 7 columns'],
        [6, 'cells', 'The line has 4 cells, and the file has 7 columns'],
      ]
    )
    assert.deepEqual(await customers(), [
      { name: 'Ann', city: 'Graz' },
      { name: 'Bob', city: 'Linz' },
      { name: 'Cid', city: 'Wels' },
    ])
    const unnamed = await sendFile(client, acme.owner, content, {
      mapping: { name: { template: '{name}{}' } },
    })
    unnamed.assertStatus(422)
    assert.containsSubset(unnamed.body().errors, [{ field: 'mapping.name', rule: 'column' }])
  })

  test('lines in whose cells nothing stands are no lines, however many cells they have', async ({
    client,
    assert,
  }) => {
    const content = csv('', 'name;city', ';', '', 'Ann;Graz', ';;;;', ' ;\u00a0', '"";""', 'Bob;')
    const done = await importFile(client, acme.owner, content, PLACES)
    assert.containsSubset(done, { total: 2, created: 2, failed: 0, delimiter: ';' })
    const none = await sendFile(client, acme.owner, csv('name;city', ';', ';;'), PLACES)
    none.assertStatus(422)
    assert.containsSubset(none.body().errors, [{ field: 'file', rule: 'empty' }])
  })

  test('a line that a spreadsheet reads as the delimiter is read so, and is no line', async ({
    client,
    assert,
  }) => {
    for (const [said, delimiter] of [
      ['sep=;', ';'],
      ['\ufeffSEP=;', ';'],
      ['"sep=;"', ';'],
      ['sep=\t', '\t'],
      ['sep=|', '|'],
      ['sep=,', ','],
    ] as const) {
      const lines = [
        ['name', 'city'],
        ['Ann', 'Graz'],
        ['x', 'y', 'z'],
      ].map((cells) => cells.join(delimiter))
      const content = `${said}\r\n${csv(...lines)}`
      const done = await importFile(client, acme.owner, content, PLACES)
      assert.containsSubset(done, { delimiter, created: 1, failed: 1, columns: ['name', 'city'] })
      assert.equal(done.errors[0].line, 4)
    }
    const asked = await importFile(client, acme.owner, 'sep=;\nname,city\nAnn,Graz', {
      ...PLACES,
      delimiter: ',',
    })
    assert.containsSubset(asked, { created: 1, delimiter: ',' })
    const unknown = await sendFile(client, acme.owner, 'sep=:\nname:city\nAnn:Graz', PLACES)
    unknown.assertStatus(422)
    assert.containsSubset(unknown.body().errors, [{ field: 'file', rule: 'delimiter' }])
  })

  test('of one name are refused where the mapping reads them, and nowhere else', async ({
    client,
    assert,
  }) => {
    const content = csv('name,city,note,Note,note', 'Ann,Graz,1,2,3')
    const done = await importFile(client, acme.owner, content, PLACES)
    assert.containsSubset(done, { created: 1, failed: 0 })
    const read = await sendFile(client, acme.owner, content, {
      mapping: { name: 'name', notes: { template: '{Note} {note}' } },
    })
    read.assertStatus(422)
    assert.deepEqual(read.body().errors, [
      { field: 'file', rule: 'columns', message: 'Two columns are named "note"' },
    ])
  })

  test('are known by their names, whatever stands around and invisibly within them', async ({
    client,
    assert,
  }) => {
    const content = csv('\ufeff"\u00a0First\u00a0 name\ufeff ", Cafe\u0301 ', 'Ann,Graz')
    for (const [name, city] of [
      ['First name', 'Caf\u00e9'],
      [' First\u00a0name', 'Cafe\u0301'],
    ] as const) {
      const done = await importFile(client, acme.owner, content, { mapping: { name, city } })
      assert.containsSubset(done, { created: 1, columns: ['First name', 'Caf\u00e9'] })
    }
  })

  test('that are said not to be in the file stay out of it', async ({ client, assert }) => {
    const content = csv('name,city', 'Ann,Graz')
    for (const isDry of [true, false]) {
      const done = await importFile(client, acme.owner, content, {
        mapping: { name: 'name', city: null, customer_type: { value: 'individual' } },
        dry_run: isDry,
      })
      assert.containsSubset(done, { created: 1, failed: 0 })
      assert.sameMembers(Object.keys(done.mapping), ['name', 'customer_type'])
    }
    assert.deepEqual(await customers(), [{ name: 'Ann', city: null }])
    const refused = async (mapping: unknown, expected: unknown, more: object = {}) => {
      const response = await sendFile(client, acme.owner, content, { mapping, ...more })
      response.assertStatus(422)
      const errors: Record<string, string>[] = response.body().errors
      assert.deepEqual(
        errors.map(({ field, rule }) => [field, rule]),
        expected
      )
    }
    await refused({ name: 'name', colour: null }, [['mapping.colour', 'unknown']])
    await refused({ name: null }, [['mapping', 'object']])
    await refused({ name: 'name', email: null }, [['match_by', 'mapped']], { match_by: 'email' })
  })
})
