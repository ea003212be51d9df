import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ace from '@adonisjs/core/services/ace'
import { test } from '@japa/runner'
import { inDatabase } from '#tests/support/deals'
import { csv, importFile, sendFile } from '#tests/support/imports'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

test.group('Imports | columns called like fields', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const customers = () =>
    inDatabase(acme, 'SELECT name, city FROM customers WHERE deleted_at IS NULL ORDER BY code')

  test('need no mapping, and what refers to a record is found by what its column says', async ({
    client,
    assert,
  }) => {
    await importFile(client, acme.owner, csv('Full name', 'Ann Boss'), {
      resource: 'employees',
      mapping: undefined,
    })
    const content = csv(
      'NAME,Customer-Type,assigned to name,Colour',
      'One,business,Ann Boss,red',
      'Two,business,Nobody,'
    )
    const done = await importFile(client, acme.owner, content, { mapping: undefined })
    assert.containsSubset(done, { created: 1, failed: 1 })
    assert.containsSubset(done.errors, [{ line: 3, field: 'assigned_to_id', rule: 'exists' }])
    assert.deepEqual(done.mapping, {
      name: { column: 'NAME' },
      customer_type: { column: 'Customer-Type' },
      assigned_to_id: { column: 'assigned to name', lookup: 'full_name' },
    })
    const none = await sendFile(client, acme.owner, csv('Colour', 'red'), { mapping: undefined })
    none.assertStatus(422)
    assert.containsSubset(none.body().errors, [{ field: 'mapping', rule: 'required' }])
  })

  test('are those of the template, for what its reader may write', async ({ client, assert }) => {
    const get = (resource: string, token: string) =>
      client.get(`/api/import-templates/${resource}/`).bearerToken(token)
    const seller = await hireWith(acme, ['imports:create', 'employees:create', 'employees:read'])
    for (const [who, hasSalary] of [
      [acme.owner, true],
      [seller, false],
    ] as const) {
      const response = await get('employees', who.token)
      response.assertStatus(200)
      response.assertHeader('content-type', 'text/csv; charset=utf-8')
      const columns = response.text().trim().split(',')
      assert.includeMembers(columns, ['first_name', 'manager_name', 'created_at'])
      assert.equal(columns.includes('salary'), hasSalary)
    }
    const template = (await get('customers', acme.owner.token)).text().trim()
    const cells = template.split(',').map((column) => (column === 'name' ? 'Ann' : ''))
    const done = await importFile(client, acme.owner, csv(template, cells.join(',')), {
      mapping: undefined,
    })
    assert.containsSubset(done, { created: 1, failed: 0 })
    ;(await get('roles', acme.owner.token)).assertStatus(404)
    const reader = await hire(acme, { roles: ['viewer'] })
    ;(await get('customers', reader.token)).assertStatus(403)
  })

  test('say since when a new record is there, in the time of the organization, and change it for no other', async ({
    client,
    assert,
  }) => {
    const zone = await client
      .patch(`/api/organizations/${acme.id}/`)
      .bearerToken(acme.owner.token)
      .json({ time_zone: 'Asia/Kathmandu' })
    zone.assertStatus(200)
    const content = csv(
      'name,created_at',
      'Ann,2019-03-04',
      'Bob,2019-03-04T05:06:07.089Z',
      'Cid,',
      'Dee,2999-01-01',
      'Eve,yesterday'
    )
    const asked = { mapping: undefined, match_by: 'name' }
    const done = await importFile(client, acme.owner, content, asked)
    assert.containsSubset(done, { created: 3, failed: 2 })
    assert.deepEqual(
      done.errors.map(({ line, field, rule }: Record<string, unknown>) => [line, field, rule]),
      [
        [5, 'created_at', 'past'],
        [6, 'created_at', 'date'],
      ]
    )
    const list = await client
      .get('/api/customers/?ordering=name&fields=name,created_at')
      .bearerToken(acme.owner.token)
    assert.containsSubset(list.body().results.slice(0, 2), [
      { name: 'Ann', created_at: '2019-03-03T18:15:00.000Z' },
      { name: 'Bob', created_at: '2019-03-04T05:06:07.089Z' },
    ])
    const again = await importFile(
      client,
      acme.owner,
      csv('name,created_at', 'Ann,2020-01-01'),
      asked
    )
    assert.containsSubset(again, { unchanged: 1 })
    const body = await client
      .post('/api/customers/')
      .bearerToken(acme.owner.token)
      .json({ name: 'Fay', created_at: '2019-03-04T00:00:00Z' })
    body.assertStatus(422)
  })

  test('are imported by the command, which says what came of them', async ({ assert }) => {
    const path = join(await mkdtemp(join(tmpdir(), 'import-')), 'people.csv')
    await writeFile(path, csv('name,Town', 'Ann,Graz', ',Wels', 'Bob,Linz'))
    const run = async (...more: string[]) => {
      ace.ui.switchMode('raw')
      try {
        const command = await ace.exec('import', ['customers', path, ...more])
        const said = command.logger.getLogs().map(({ message }) => message)
        return { code: command.exitCode, said: said.join('\n') }
      } finally {
        ace.ui.switchMode('normal')
      }
    }
    const here = `--organization=${acme.slug}`
    const dry = await run(here, '--map=name=name', '--map=city=Town', '--dry-run')
    assert.equal(dry.code, 1)
    assert.include(dry.said, 'Nothing is written; it would be: 2 created')
    assert.include(dry.said, 'line 3:')
    assert.lengthOf(await customers(), 0)

    await run(here, '--map=name=name', '--map=city=Town')
    assert.deepEqual(await customers(), [
      { name: 'Ann', city: 'Graz' },
      { name: 'Bob', city: 'Linz' },
    ])
    await runJobs()
    assert.lengthOf(await customers(), 2)
    const again = await run(here, '--match-by=name')
    assert.include(again.said, '0 created, 0 updated, 2 unchanged, 1 refused')

    const viewer = await hire(acme, { roles: ['viewer'] })
    for (const [words, ...more] of [
      ['imports:create', here, `--as=${viewer.email}`],
      ['Organization not found', '--organization=nowhere'],
      ['User not found', here, '--as=nobody@example.com'],
      ['mapping.name: There is no column "Called"', here, '--map=name=Called'],
    ] as const) {
      const refused = await run(...more)
      assert.equal(refused.code, 1)
      assert.include(refused.said, words)
    }
    assert.lengthOf(await customers(), 2)
  })
})
