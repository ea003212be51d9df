import { test } from '@japa/runner'
import fc from 'fast-check'
import { inDatabase } from '#tests/support/deals'
import { type Asked, csv, importFile } from '#tests/support/imports'
import { forgetJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'

type Client = Parameters<typeof importFile>[0]
type Errors = readonly Record<'line' | 'column' | 'rule' | 'message', unknown>[]

const BY_MAIL: Asked = { mapping: { name: 'name', email: 'mail' } }

/** The lines of a file without the first cell of each, which an error file always quotes. */
const withoutReasons = (file: string, delimiter: string) =>
  file.replace(`import_error${delimiter}`, '').replaceAll(REASON, '')

/** Texts of the rules that these tests break hold no quotation marks of their own at the end. */
const REASON = /(?<=^|[\r\n])"(?:The line has|mail: |name: )[^"]*(?:""[^"]*)*"[,;\t|]/g

const reasons = (errors: Errors) =>
  errors.map(({ column, rule, message }) => [column, rule, message])

test.group('Imports | the error file', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const errorFile = async (client: Client, id: string) => {
    const response = await client.get(`/api/imports/${id}/errors/`).bearerToken(acme.owner.token)
    response.assertStatus(200)
    return response.text()
  }
  const names = async () => {
    const rows = await inDatabase<{ name: string }>(
      acme,
      'SELECT name FROM customers ORDER BY created_at, id'
    )
    return rows.map(({ name }) => name)
  }

  test('gives refused lines back byte for byte, with the errors before them', async ({
    client,
    assert,
  }) => {
    const refused = [
      'Short\r\n',
      '"Long" ;b@example.com;Graz;;surplus; \r\n',
      'Unneeded;bad;"quoted"\r\n',
      '"Two\r\n""lines""\n";bad;\n',
      "'=1+1; x;bad\r",
      '=2+2;worse; spaces  ',
    ]
    const content = `\ufeffsep=;\r\nname;mail;" city "\r\nAnn;ann@example.com;\r\n${refused.join('')}`
    /* A quotation mark that is followed by a space is no CSV. */
    const whole = content.replace('"Long" ;', '"Long";')
    const done = await importFile(client, acme.owner, whole, BY_MAIL)

    assert.containsSubset(done, { created: 1, failed: refused.length, total: refused.length + 1 })
    const file = await errorFile(client, done.id)
    assert.match(file, /^\ufeff?sep=;\r\nimport_error;name;mail;" city "\r\n"The line has 1 /)
    assert.equal(
      withoutReasons(file, ';').replace('\ufeff', ''),
      whole.replace('Ann;ann@example.com;\r\n', '').replace('\ufeff', '')
    )
  })

  test('sent again unchanged refuses the same lines and imports nothing', async ({
    client,
    assert,
  }) => {
    const content = csv(
      'name,mail,city',
      'Short,',
      'Long,a@example.com,Graz,',
      'Longer,b@example.com,Graz,,,x',
      'Ann,bad,Graz',
      '"Two',
      'lines",bad,'
    )
    const first = await importFile(client, acme.owner, content, BY_MAIL)
    assert.containsSubset(first, { created: 0, failed: 5 })
    const file = await errorFile(client, first.id)
    const again = await importFile(client, acme.owner, file, BY_MAIL)

    assert.containsSubset(again, {
      created: 0,
      failed: 5,
      columns: ['name', 'mail', 'city'],
    })
    assert.deepEqual(reasons(again.errors), reasons(first.errors))
    assert.equal(await errorFile(client, again.id), file)
    assert.deepEqual(await names(), [])

    const mended = file.replace('Long,a@example.com,Graz,', 'Long,a@example.com,Graz')
    const last = await importFile(client, acme.owner, mended, BY_MAIL)
    assert.containsSubset(last, { created: 1, failed: 4 })
    assert.deepEqual(await names(), ['Long'])
  })

  test('whose column is not the first is a file with a column of that name', async ({
    client,
    assert,
  }) => {
    const content = csv('name,mail,import_error', 'Ann,bad,mine', 'Bob,bob@example.com')
    const done = await importFile(client, acme.owner, content, BY_MAIL)
    assert.containsSubset(done, {
      columns: ['name', 'mail', 'import_error'],
      failed: 2,
      created: 0,
    })
    const file = await errorFile(client, done.id)
    assert.match(file, /^import_error,name,mail,import_error\n/)
    const again = await importFile(client, acme.owner, file, {
      mapping: { name: 'name', email: 'mail', notes: 'import_error' },
    })
    assert.deepEqual(reasons(again.errors), reasons(done.errors))
    assert.equal(await errorFile(client, again.id), file)
  })

  test('runs no formula by what is said of a line', async ({ client, assert }) => {
    const mapping = { name: 'name', email: '=1+1,"x"' }
    const done = await importFile(client, acme.owner, csv('name;"=1+1,""x"""', 'Ann;bad'), {
      mapping,
      delimiter: ';',
    })
    assert.match(await errorFile(client, done.id), /\n"'=1\+1,""x"": [^;]*";Ann;bad$/)
  })

  test('of random content stands as it was sent, and comes to the same again', async ({
    client,
    assert,
  }) => {
    const cell = fc.oneof(
      fc.constantFrom('', ' ', 'x', "'=1", '=1', '\u00a0', 'Grüße', 'import_error'),
      fc
        .string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r\n', ' ', '=', '\ufeff') })
        .map((text) => `"${text.replaceAll('"', '""')}"`)
    )
    const file = fc.record({
      bom: fc.constantFrom('', '\ufeff'),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      end: fc.constantFrom('\n', '\r\n', '\r'),
      lines: fc.array(fc.array(cell, { maxLength: 5 }), { minLength: 1, maxLength: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(file, async ({ bom, delimiter, end, lines }) => {
        const head = `${bom}name${delimiter}mail${delimiter}city${end}`
        /* Each line has something in it, and no address: all are refused. */
        const refused = lines.map((cells) => ['x', 'bad', ...cells].join(delimiter) + end)
        const content = `${head}${refused.join('')}`
        const asked = { ...BY_MAIL, delimiter: delimiter === '\t' ? 'tab' : delimiter }
        const done = await importFile(client, acme.owner, content, asked)
        assert.containsSubset(done, { created: 0, failed: lines.length })

        const errors = await errorFile(client, done.id)
        const bare = (text: string) => text.replace(/^\ufeff/, '')
        assert.equal(bare(withoutReasons(errors, delimiter)), bare(content))
        const again = await importFile(client, acme.owner, errors, asked)
        assert.containsSubset(again, { created: 0, failed: lines.length })
        assert.deepEqual(reasons(again.errors), reasons(done.errors))
        assert.equal(await errorFile(client, again.id), errors)
      }),
      { numRuns: 15 }
    )
  }).timeout(120_000)
})
