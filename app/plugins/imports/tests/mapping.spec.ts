import { test } from '@japa/runner'
import { defaultPipeline, inDatabase, makePipeline } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { csv, importFile, sendFile } from '#tests/support/imports'
import { forgetJobs } from '#tests/support/jobs'
import { type Company, hireWith, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { ranks } from '#tests/support/ranks'

type Mapping = Record<string, unknown>

/** How the field is called that a record cannot do without, where it is not `name`. */
const NAMES: Readonly<Record<string, string>> = {
  deals: 'title',
  employees: 'full_name',
}

test.group('Imports | mapping', (group) => {
  let acme: Company

  bring(group, [ranks])

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const customers = async (columns: string) =>
    inDatabase(acme, `SELECT ${columns} FROM customers WHERE deleted_at IS NULL ORDER BY code`)

  test('columns, templates, constants, defaults and what texts stand for make a record', async ({
    client,
    assert,
  }) => {
    const mapping = {
      name: 'Company',
      customer_type: { value: 'business' },
      status: { column: 'State', values: { on: 'active', off: 'inactive' }, otherwise: 'prospect' },
      industry: { column: 'Sector', default: 'other' },
      notes: { template: 'Of {City}, {Land}' },
      tags: { column: 'Tags', separator: ';' },
      credit_limit: { column: 'Limit', decimal_mark: ',' },
      country: 'Land',
    }
    const content = csv(
      'Company;State;Sector;City;Land;Tags;Limit;Unused',
      '" Acme ";on;rockets;Vienna;Austria;a; b;;1.234.567,50;x'.replace('a; b;', '"a; b;"'),
      "Globex;strange;;;;;'-5;x".replace("'-5", '12,5')
    )
    const done = await importFile(client, acme.owner, content, { mapping })

    assert.containsSubset(done, { delimiter: ';', created: 2, failed: 0 })
    assert.deepEqual(
      await customers('name, status, industry, notes, tags, credit_limit, country'),
      [
        {
          name: 'Acme',
          status: 'active',
          industry: 'rockets',
          notes: 'Of Vienna, Austria',
          tags: ['a', 'b'],
          credit_limit: '1234567.50',
          country: 'Austria',
        },
        {
          name: 'Globex',
          status: 'prospect',
          industry: 'other',
          notes: null,
          tags: [],
          credit_limit: '12.50',
          country: null,
        },
      ]
    )
  })

  test('an empty cell keeps what is there, unless it is to clear it', async ({
    client,
    assert,
  }) => {
    const take = (city: object, line: string) =>
      importFile(client, acme.owner, csv('name,city,state', line), {
        match_by: 'name',
        mapping: { name: 'name', city: { column: 'city', ...city }, state: 'state' },
      })
    await take({}, 'Ann,Vienna,Vienna')
    assert.containsSubset(await take({}, 'Ann,,'), { unchanged: 1 })
    assert.containsSubset(await take({ empty: 'clear' }, 'Ann,,'), { updated: 1 })
    assert.deepEqual(await customers('city, state'), [{ city: null, state: 'Vienna' }])
  })

  test('dates are read as the mapping says, and only if there is such a day', async ({
    client,
    assert,
  }) => {
    const mapping = {
      full_name: 'who',
      hire_date: { column: 'since', date_format: 'M/D/YYYY' },
    }
    const content = csv('who,since', 'Ann Bee,2/3/2020', 'Cid Dee,02/29/2021', 'Eve Eff,2020-02-03')
    const done = await importFile(client, acme.owner, content, { resource: 'employees', mapping })

    const wrong = (line: number) => ({
      line,
      column: 'since',
      field: 'hire_date',
      rule: 'date',
      message: 'A date is expected as M/D/YYYY',
    })
    assert.deepEqual(done.errors, [wrong(3), wrong(4)])
    const hired = await inDatabase(acme, 'SELECT first_name, hire_date FROM employees')
    assert.deepEqual(hired, [{ first_name: 'Ann', hire_date: '2020-02-03' }])
  })

  test('a number whose marks could be read otherwise is refused in every numeric field', async ({
    client,
    assert,
  }) => {
    const take = (resource: string, field: string, mark: string, cells: readonly string[]) =>
      importFile(client, acme.owner, csv('who|n', ...cells.map((cell) => `Ann Lee|${cell}`)), {
        resource,
        mapping: {
          [NAMES[resource] ?? 'name']: 'who',
          [field]: { column: 'n', decimal_mark: mark },
        },
        delimiter: '|',
      })
    for (const [resource, field] of [
      ['deals', 'value'],
      ['customers', 'credit_limit'],
      ['customers', 'rating'],
      ['employees', 'commission_rate'],
      ['leads', 'estimated_value'],
      ['leads', 'lead_score'],
    ] as const) {
      for (const [mark, cells] of [
        [',', ['1.5', '1.2.3', '0.004', '1 2', '4,5,6', '1,005', '5-', '1e0', '.5', '1,']],
        ['.', ['1,5', '1,2,3', '0,004', '1 2', '4.5.6', '1.005', '5-', '1e0', ',5', '1.']],
      ] as const) {
        const done = await take(resource, field, mark, cells)
        assert.containsSubset(done, { created: 0, failed: cells.length }, `${field} ${mark}`)
        assert.isTrue(done.errors.every((error: Mapping) => error.column === 'n'))
      }
    }
    await take('customers', 'credit_limit', ',', ['1.234.567,5', '12\u00a0345,67', "1'234", '7,0'])
    assert.deepEqual(await customers('credit_limit'), [
      { credit_limit: '1234567.50' },
      { credit_limit: '12345.67' },
      { credit_limit: '1234.00' },
      { credit_limit: '7.00' },
    ])
  })

  test('what a cell names is found by a field of the related record, exactly once', async ({
    client,
    assert,
  }) => {
    const id = await makeEmployee(acme, { firstName: 'Sam', lastName: 'Seller' })
    await makeEmployee(acme, { firstName: 'Two', lastName: 'Twins' })
    await makeEmployee(acme, { firstName: 'Two', lastName: 'Twins' })
    await makeEmployee(await makeCompany('Globex'), { firstName: 'Far', lastName: 'Away' })
    const mapping = { name: 'name', assigned_to_id: { column: 'who', lookup: 'full_name' } }
    const content = csv('name,who', 'A,Sam Seller', 'B,Two Twins', 'C,Far Away', 'D,')
    const done = await importFile(client, acme.owner, content, { mapping })

    assert.deepEqual(
      done.errors.map(({ line, column, field, rule }: Mapping) => [line, column, field, rule]),
      [
        [3, 'who', 'assigned_to_id', 'ambiguous'],
        [4, 'who', 'assigned_to_id', 'exists'],
      ]
    )
    assert.deepEqual(await customers('name, assigned_to_id'), [
      { name: 'A', assigned_to_id: id },
      { name: 'D', assigned_to_id: null },
    ])
  })

  test('filters say among which records a name is looked for', async ({ client, assert }) => {
    const pipeline = await defaultPipeline(client, acme.owner)
    const other = await makePipeline(client, acme.owner, {
      stages: [
        { name: 'Proposal' },
        { name: 'Closed Won', type: 'won' },
        { name: 'Closed Lost', type: 'lost' },
      ],
    })
    const take = async (where: object) =>
      importFile(client, acme.owner, csv('title,stage', 'A,Proposal'), {
        resource: 'deals',
        mapping: { title: 'title', stage_id: { column: 'stage', lookup: 'name', ...where } },
      })
    assert.equal((await take({})).errors[0].rule, 'ambiguous')
    assert.equal((await take({ where: { pipeline: other.id } })).created, 1)
    const [deal] = await inDatabase(acme, 'SELECT pipeline_id FROM deals')
    assert.equal(deal?.pipeline_id, other.id)
    assert.notEqual(deal?.pipeline_id, pipeline.id)
  })

  test('a line may name what an earlier line has made, and match it', async ({
    client,
    assert,
  }) => {
    const mapping = {
      full_name: 'name',
      job_title: 'title',
      manager_id: { column: 'boss', lookup: 'full_name' },
    }
    const content = csv('name,title,boss', 'Ann Bee,CEO,', 'Cid Dee,,Ann Bee', 'Ann Bee,Owner,')
    const done = await importFile(client, acme.owner, content, {
      resource: 'employees',
      mapping,
      match_by: 'full_name',
    })

    assert.containsSubset(done, { created: 2, updated: 1, failed: 0 })
    const rows = await inDatabase(
      acme,
      `SELECT e.first_name, e.job_title, m.first_name AS boss FROM employees e
       LEFT JOIN employees m ON m.id = e.manager_id ORDER BY 1`
    )
    assert.deepEqual(rows, [
      { first_name: 'Ann', job_title: 'Owner', boss: null },
      { first_name: 'Cid', job_title: null, boss: 'Ann' },
    ])
  })

  test('what cannot be written can be matched by, and then makes nothing', async ({
    client,
    assert,
  }) => {
    await importFile(client, acme.owner, csv('name', 'Ann', 'Bob'))
    const done = await importFile(
      client,
      acme.owner,
      csv('code,name', 'CUST002,Rob', 'CUST009,X', ',Y'),
      {
        mapping: { code: 'code', name: 'name' },
        match_by: 'code',
      }
    )
    assert.containsSubset(done, { updated: 1, created: 0, failed: 2 })
    assert.deepEqual(await customers('name'), [{ name: 'Ann' }, { name: 'Rob' }])
  })

  test('a key that several records have changes none of them', async ({ client, assert }) => {
    await importFile(client, acme.owner, csv('name', 'Ann', 'Ann'))
    const done = await importFile(client, acme.owner, csv('name,city', 'Ann,Vienna'), {
      mapping: { name: 'name', city: 'city' },
      match_by: 'name',
    })
    assert.containsSubset(done, { failed: 1, errors: [{ rule: 'ambiguous', column: 'name' }] })
    assert.deepEqual(await customers('city'), [{ city: null }, { city: null }])
  })

  test('fields of plugins are mapped by their full names, where they are on', async ({
    client,
    assert,
  }) => {
    const mapping = { 'name': 'name', 'extensions.ranks.tier': 'tier' }
    const content = csv('name,tier', 'Ann,gold', 'Bob,copper')
    const off = await sendFile(client, acme.owner, content, { mapping })
    off.assertStatus(422)
    await turnOn(acme, 'ranks')
    const done = await importFile(client, acme.owner, content, { mapping })

    assert.containsSubset(done, {
      created: 1,
      errors: [{ line: 3, column: 'tier', field: 'extensions.ranks.tier' }],
    })
    const [ann] = await customers(`extensions->'ranks'->>'tier' AS tier`)
    assert.deepEqual(ann, { tier: 'gold' })
  })

  test('a plugin has its say in every line', async ({ client, assert }) => {
    await turnOn(acme, 'duplicates', { mode: 'refuse' })
    const mapping = { name: 'name', email: 'mail' }
    const content = csv('name,mail', 'Ann,ann@example.com', 'Ann Again,ANN@example.com')
    const done = await importFile(client, acme.owner, content, { mapping })
    assert.containsSubset(done, { created: 1, failed: 1, errors: [{ line: 3, rule: 'vetoed' }] })
  })

  test('what does not fit the resource or the file is refused before anything is done', async ({
    client,
    assert,
  }) => {
    const refused = async (mapping: unknown, expected: unknown, more: object = {}) => {
      const response = await sendFile(client, acme.owner, csv('name,mail', 'Ann,x'), {
        mapping,
        ...more,
      })
      response.assertStatus(422)
      const errors = response.body().errors.map(({ field, rule }: Mapping) => [field, rule])
      assert.deepEqual(errors, expected)
    }
    await refused('{"name"', [['mapping', 'object']])
    await refused('[]', [['mapping', 'object']])
    await refused({}, [['mapping', 'object']])
    await refused({ colour: 'name', id: 'name', name: 'nome' }, [
      ['mapping.colour', 'unknown'],
      ['mapping.id', 'unknown'],
      ['mapping.name', 'column'],
    ])
    await refused({ name: { template: '{name} {nome}' } }, [['mapping.name', 'column']])
    await refused({ name: {} }, [['mapping.name', 'source']])
    await refused({ name: { column: 'name', value: 'X' } }, [['mapping.name', 'source']])
    await refused({ name: { column: 'name', script: '1' } }, [['mapping.name.script', 'unknown']])
    await refused({ name: { value: { a: 1 } } }, [['mapping.name.value', 'scalar']])
    await refused({ name: { column: 'name', date_format: 'DD/DD/YYYY' } }, [
      ['mapping.name.date_format', 'date_format'],
    ])
    await refused({ name: { column: 'name', lookup: 'name' } }, [
      ['mapping.name.lookup', 'relation'],
    ])
    const who = (rule: object) => ({ assigned_to_id: { column: 'mail', ...rule } })
    await refused(who({ lookup: 'shoe_size' }), [['mapping.assigned_to_id.lookup', 'key']])
    await refused(who({ lookup: 'email', where: { colour: 'red' } }), [
      ['mapping.assigned_to_id.where', 'unknown_parameter'],
    ])
    await refused({ name: 'name' }, [['match_by', 'mapped']], { match_by: 'email' })
    await refused({ name: 'name' }, [['match_by', 'key']], { match_by: 'created_at' })
  })

  test('a field that is hidden from a user does not exist for their imports', async ({
    client,
    assert,
  }) => {
    const clerk = await hireWith(acme, [
      'imports:create',
      'imports:read',
      'employees:create',
      'employees:update',
      'employees:read',
    ])
    const mapping = { full_name: 'name', salary: 'pay' }
    const content = csv('name,pay', 'Ann Bee,1000')
    const refused = await sendFile(client, clerk, content, { resource: 'employees', mapping })
    refused.assertStatus(422)
    assert.deepEqual(refused.body().errors[0].field, 'mapping.salary')
    const allowed = await importFile(client, acme.owner, content, {
      resource: 'employees',
      mapping,
    })
    assert.equal(allowed.created, 1)
    /* Nor can the clerk see it in what another user imported. */
    const seen = await client.get(`/api/imports/${allowed.id}/`).bearerToken(clerk.token)
    seen.assertBodyContains({ mapping: null, errors: null, created: 1 })
    const file = await client.get(`/api/imports/${allowed.id}/errors/`).bearerToken(clerk.token)
    file.assertStatus(403)
  })
})
