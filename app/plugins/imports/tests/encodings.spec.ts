import { test } from '@japa/runner'
import iconv from 'iconv-lite'
import { ENCODINGS, decodeFile, encodeText } from '#plugins/imports/models/import/csv_encoding'
import { Problem } from '#core/http/exceptions/problem'
import { inDatabase } from '#tests/support/deals'
import { type Asked, csv, importFile, sendFile } from '#tests/support/imports'
import { forgetJobs } from '#tests/support/jobs'
import { type Company, makeCompany } from '#tests/support/personas'

const CONTENT = csv('name;city', 'Jürgen;Köln', ';Straße', '"Zoë";Besançon')

test.group('Imports | encodings', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const asked = (more: Asked = {}): Asked => ({ mapping: { name: 'name', city: 'city' }, ...more })
  const customers = () => inDatabase(acme, 'SELECT name, city FROM customers ORDER BY code')

  test('a file in another encoding is read as it says, and its refused lines come back byte for byte', async ({
    client,
    assert,
  }) => {
    for (const [content, encoding, said] of [
      [iconv.encode(CONTENT, 'windows-1252'), 'windows-1252', 'windows-1252'],
      [iconv.encode(CONTENT, 'latin1'), 'iso-8859-1', 'iso-8859-1'],
      [iconv.encode(`\ufeff${CONTENT}`, 'utf-16le'), 'utf-16le', undefined],
      [iconv.encode(`\ufeff${CONTENT}`, 'utf-16be'), 'utf-16be', 'windows-1252'],
      [iconv.encode(CONTENT, 'utf-16le'), 'utf-16le', 'utf-16le'],
      [Buffer.from(`\ufeff${CONTENT}`), 'utf-8', 'windows-1252'],
    ] as const) {
      const done = await importFile(client, acme.owner, content, asked(said && { encoding: said }))
      assert.containsSubset(done, { created: 2, failed: 1, encoding })
      assert.deepEqual((await customers()).slice(-2), [
        { name: 'Jürgen', city: 'Köln' },
        { name: 'Zoë', city: 'Besançon' },
      ])
      const file = await fetch(`${process.env.APP_URL}/api/imports/${done.id}/errors/`, {
        headers: { authorization: `Bearer ${acme.owner.token}` },
      })
      assert.equal(file.headers.get('content-type'), `text/csv; charset=${encoding}`)
      const bytes = Buffer.from(await file.arrayBuffer())
      const lines = decodeFile(bytes, encoding)
        .content.toString()
        .replace(/^\ufeff/, '')
      assert.match(lines, /^import_error;name;city\n"[^"]+";;Straße\n$/)
      const refused = encodeText(';Straße\n', encoding)
      assert.isTrue(bytes.subarray(-refused.length).equals(refused))
      const mended = encodeText(
        textOf(bytes, encoding).replace(';;Straße', ';Mended;Straße'),
        encoding
      )
      const again = await importFile(client, acme.owner, mended, asked(said && { encoding: said }))
      assert.containsSubset(again, { created: 1, failed: 0 })
    }
  })

  test('bytes that are not of the encoding are refused with their line', async ({
    client,
    assert,
  }) => {
    for (const [content, encoding, words] of [
      [Buffer.from('name\nJ\xfcrgen', 'latin1'), undefined, 'not UTF-8'],
      [Buffer.from('name\nAnn\nB\x81b', 'latin1'), 'windows-1252', 'windows-1252: line 3'],
      [Buffer.from('\ufeffname\nAnn', 'utf16le').subarray(0, -1), undefined, 'utf-16le'],
      [Buffer.from('name\nAnn', 'utf16le'), undefined, 'characters that cannot be kept'],
    ] as const) {
      const response = await sendFile(client, acme.owner, content, {
        ...(encoding && { encoding }),
      })
      response.assertStatus(422)
      assert.include(response.body().errors[0].message, words)
    }
    const unknown = await sendFile(client, acme.owner, 'name\nAnn', { encoding: 'klingon' })
    unknown.assertStatus(422)
    assert.containsSubset(unknown.body().errors, [{ field: 'encoding', rule: 'enum' }])
  })

  test('every encoding gives back each byte that it reads', ({ assert }) => {
    for (const encoding of ENCODINGS) {
      if (encoding.startsWith('utf')) continue
      for (let byte = 1; byte < 256; byte += 1) {
        try {
          const { content } = decodeFile(Buffer.from([byte]), encoding)
          assert.deepEqual([...encodeText(content.toString(), encoding)], [byte], encoding)
        } catch (error) {
          assert.instanceOf(error, Problem)
        }
      }
    }
  })
})

function textOf(bytes: Buffer, encoding: (typeof ENCODINGS)[number]): string {
  return decodeFile(bytes, encoding).content.toString()
}
