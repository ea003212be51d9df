import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { parse } from 'csv-parse/sync'
import { imports } from '#config/imports'
import { removeOldLines } from '#plugins/imports/retention'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { inDatabase } from '#tests/support/deals'
import { type Asked, csv, importFile, sendFile, showImport } from '#tests/support/imports'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'

const BY_MAIL: Asked = { mapping: { name: 'name', email: 'mail', city: 'city' } }

test.group('Imports | errors', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const errorFile = (id: string, token = acme.owner.token) => ({
    of: (client: Parameters<typeof sendFile>[0]) =>
      client.get(`/api/imports/${id}/errors/`).bearerToken(token),
  })

  test('say the line as an editor counts it, the column and the field', async ({
    client,
    assert,
  }) => {
    const content =
      'name,mail,city\r\n"Two\r\nlines",x,Y\r\n\r\n,nobody@example.com,\r\nAnn,ann@example.com\r\nBob,bad,'
    const done = await importFile(client, acme.owner, content, BY_MAIL)

    assert.containsSubset(done, { status: 'completed', total: 4, processed: 4, failed: 4 })
    assert.deepEqual(
      done.errors.map(({ line, column, field, rule }: Record<string, unknown>) => [
        line,
        column,
        field,
        rule,
      ]),
      [
        [2, 'name', 'name', 'line_break'],
        [2, 'mail', 'email', 'email'],
        [5, 'name', 'name', 'required'],
        [6, null, null, 'cells'],
        [7, 'mail', 'email', 'email'],
      ]
    )
  })

  test('come as a file that is mended and imported again', async ({ client, assert }) => {
    const content = csv(
      '\ufeffname;mail;city',
      'Ann;ann@example.com;Vienna',
      '"=1+1; ""x""";bad;Graz',
      "'=2+2;worse;Linz"
    )
    const first = await importFile(client, acme.owner, content, BY_MAIL)
    assert.containsSubset(first, { created: 1, failed: 2 })
    const file = await errorFile(first.id).of(client)
    file.assertStatus(200)
    file.assertHeader('content-type', 'text/csv; charset=utf-8')
    assert.include(file.header('content-disposition'), `import_${first.id}_errors.csv`)
    const rows = parse<Record<string, string>>(file.text(), {
      bom: true,
      columns: true,
      delimiter: ';',
    })
    assert.deepEqual(
      rows.map(({ name, city }) => [name, city]),
      [
        ['=1+1; "x"', 'Graz'],
        [`'=2+2`, 'Linz'],
      ]
    )
    assert.match(rows[0]?.import_error ?? '', /^mail: .*email/)

    const again = await importFile(client, acme.owner, file.text(), BY_MAIL)
    assert.containsSubset(again, { columns: ['name', 'mail', 'city'], created: 0, failed: 2 })
    assert.equal((await errorFile(again.id).of(client)).text(), file.text())
    const mended = file.text().replace('bad', 'b@example.com').replace('worse', 'c@example.com')
    assert.containsSubset(await importFile(client, acme.owner, mended, BY_MAIL), { created: 2 })
    const names = await inDatabase(acme, 'SELECT name FROM customers ORDER BY name')
    assert.sameDeepMembers(names, [{ name: '=1+1; "x"' }, { name: '=2+2' }, { name: 'Ann' }])
  })

  test('a file without any has its columns and no lines', async ({ client, assert }) => {
    const done = await importFile(client, acme.owner, csv('name', 'Ann'))
    const file = await errorFile(done.id).of(client)
    assert.equal(file.text(), 'import_error,name\n')
  })

  test('are for those who imported the file, or read all that it was for', async ({ client }) => {
    const seller = await hire(acme, { roles: ['sales'] })
    const importer = await hireWith(acme, ['imports:read', 'customers:read/own'])
    const reader = await hireWith(acme, ['imports:read', 'customers:read'])
    const nobody = await hire(acme)
    const globex = await makeCompany('Globex')
    const { id } = await importFile(client, seller, csv('name,mail,city', 'A,bad,B'), BY_MAIL)

    for (const [token, status] of [
      [seller.token, 200],
      [acme.owner.token, 200],
      [reader.token, 200],
      [importer.token, 403],
      [nobody.token, 403],
      [globex.owner.token, 404],
    ] as const) {
      const response = await errorFile(id, token).of(client)
      response.assertStatus(status)
    }
    const anonymous = await client.get(`/api/imports/${id}/errors/`)
    anonymous.assertStatus(401)
    const absent = await errorFile(randomUUID()).of(client)
    absent.assertStatus(404)
  })

  test('lines are removed some days after the end, and what became of them is known', async ({
    client,
    assert,
  }) => {
    const content = csv('name,mail,city', 'A,bad,B', 'C,c@example.com,D')
    const old = await importFile(client, acme.owner, content, BY_MAIL)
    const pending = await sendFile(client, acme.owner, content, BY_MAIL)
    const sweep = () =>
      UnitOfWork.run(forOrganization(acme.id), (unit) =>
        removeOldLines({ query: (sql, values) => unit.query(sql, values) })
      )
    await sweep()
    ;(await errorFile(old.id).of(client)).assertStatus(200)
    await inDatabase(
      acme,
      `UPDATE imports SET finished_at = finished_at - make_interval(days => $1)`,
      [imports.keepDays + 1]
    )
    await sweep()

    const gone = await errorFile(old.id).of(client)
    gone.assertStatus(404)
    gone.assertBodyContains({ code: 'file_removed' })
    const shown = await client.get(`/api/imports/${old.id}/`).bearerToken(acme.owner.token)
    shown.assertBodyContains({ created: 1, failed: 1, errors: [] })
    const left = await inDatabase(acme, 'SELECT DISTINCT import_id FROM import_pieces')
    assert.deepEqual(left, [{ import_id: pending.body().id }])
    await runJobs()
    assert.equal((await showImport(client, acme.owner, pending)).created, 1)
  })
})
