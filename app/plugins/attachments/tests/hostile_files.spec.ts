import { deflateSync } from 'node:zlib'
import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { CustomerFactory } from '#plugins/customers/factories/customer_factory'
import { type Company, makeCompany } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'
import { GIF, PDF, PNG, attach, formWith, storedFiles, zipOf } from '#tests/support/attachments'

const SCRIPT = '<script>alert(1)</script>'
const SVG = `<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`
const JAR = zipOf({ 'META-INF/MANIFEST.MF': 'Main-Class: Evil', 'Evil.class': 'CAFEBABE' })
const ZEROS = Buffer.alloc(20 * 1024 * 1024)

/** A picture that says it is 50,000 pixels wide and high. */
function hugePicture(): Buffer {
  const header = Buffer.from(PNG)
  header.writeUInt32BE(50_000, 16)
  header.writeUInt32BE(50_000, 20)
  return Buffer.concat([header, deflateSync(ZEROS)])
}

const REFUSED: [string, string, Buffer][] = [
  ['a drawing with a script', 'a.svg', Buffer.from(SVG)],
  ['a drawing that calls itself a picture', 'a.png', Buffer.from(SVG)],
  ['a drawing as XML', 'a.txt', Buffer.from(`<?xml version="1.0"?>${SVG}`)],
  ['a page', 'a.html', Buffer.from(`<!doctype html>${SCRIPT}`)],
  ['a page that calls itself text', 'a.txt', Buffer.from(`\ufeff \n${SCRIPT}`)],
  ['a program', 'a.pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
  ['a program of Linux', 'a.txt', Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(200)])],
  ['an archive that Java runs', 'a.zip', JAR],
  ['bytes of no type', 'a.txt', Buffer.from([1, 2, 3, 0, 200])],
]

const INERT: [string, string, Buffer, string][] = [
  ['a picture with an archive behind it', 'a.gif', Buffer.concat([GIF, JAR]), 'image/gif'],
  [
    'a picture with a page in it, called one',
    'a.html',
    Buffer.concat([PNG, Buffer.from(SCRIPT)]),
    'image/png',
  ],
  [
    'a document with a page in it',
    'a.htm',
    Buffer.concat([PDF, Buffer.from(SCRIPT)]),
    'application/pdf',
  ],
  ['a text with a page further on', 'a.html', Buffer.from(`Hello ${SCRIPT}`), 'text/plain'],
  ['an archive that is large unpacked', 'a.zip', zipOf({ zeros: ZEROS }), 'application/zip'],
  [
    'an archive that is large where its type is looked for',
    'a.docx',
    zipOf({ '[Content_Types].xml': ZEROS }),
    'application/zip',
  ],
  ['a picture of 50,000 pixels', 'a.png', hugePicture(), 'image/png'],
]

const NAMES: [string, string][] = [
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\Users\\me\\offer.pdf', 'offer.pdf'],
  ['offer\u202efdp.exe', 'offerfdp.exe.pdf'],
  ['of\u200bf\u0007er.pdf', 'offer.pdf'],
  ['.htaccess', 'htaccess.pdf'],
  ['offer.pdf. . ', 'offer.pdf'],
  ['Angebot für Ärzte.PDF', 'Angebot für Ärzte.PDF'],
  ['..', 'file.pdf'],
  [`${'ü'.repeat(400)}.pdf`, `${'ü'.repeat(251)}.pdf`],
]

test.group('Attachments | hostile files', (group) => {
  let acme: Company
  let record: string

  group.each.setup(async () => {
    acme = await makeCompany()
    record = await inCompany(acme, async () => `customers/${(await CustomerFactory.create()).id}`)
  })

  test('are refused, and nothing is left of them: {0}')
    .with(REFUSED)
    .run(async ({ client, assert }, [, name, content]) => {
      const answer = await attach(client, acme.owner, record, content, name)

      answer.assertStatus(415)
      assert.equal(answer.body().code, 'unsupported_file_type')
      assert.include(answer.body().accepted, 'application/pdf')
      assert.isEmpty(await storedFiles(acme))
    })

  test('do nothing in a browser: {0}')
    .with(INERT)
    .run(async ({ client, assert }, [, name, content, type]) => {
      const answer = await attach(client, acme.owner, record, content, name)
      answer.assertStatus(201)
      assert.equal(answer.body().content_type, type)
      assert.notMatch(answer.body().name, /\.html?$/)

      const read = await api(client, acme.owner).get(
        `/api/attachments/${answer.body().id}/content/`
      )
      read.assertStatus(200)
      assert.match(String(read.header('content-disposition')), /^attachment;/)
      assert.equal(read.header('x-content-type-options'), 'nosniff')
      assert.include(String(read.header('content-security-policy')), `default-src 'none'`)
      assert.include(String(read.header('content-security-policy')), 'sandbox')
      assert.isUndefined(read.header('content-encoding'))
    })

  test('have names that lead nowhere and show what they are: {0}')
    .with(NAMES)
    .run(async ({ client, assert }, [name, kept]) => {
      const { body, type } = formWith(name, PDF)
      const base = `http://${process.env.HOST}:${process.env.PORT}`
      const answer = await fetch(`${base}/api/${record}/attachments/`, {
        method: 'POST',
        headers: { 'Authorization': `Bearer ${acme.owner.token}`, 'Content-Type': type },
        body,
      })
      const made: unknown = await answer.json()

      assert.containSubset(made, { name: kept })
      const read = await api(client, acme.owner).get(`/api/attachments/${Object(made).id}/content/`)
      assert.notMatch(String(read.header('content-disposition')), /[\r\n/\\]/)
    })

  test('that are empty, none, or too many are refused', async ({ client }) => {
    ;(await attach(client, acme.owner, record, '')).assertStatus(422)
    const path = `/api/${record}/attachments/`
    const none = client.post(path).bearerToken(acme.owner.token).fields({ a: 'b' })
    ;(await none).assertStatus(422)
    const two = attach(client, acme.owner, record, PDF).file('file', PDF, { filename: 'b.pdf' })
    ;(await two).assertStatus(400)
  })
})
