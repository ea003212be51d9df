import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { storedFiles } from '#tests/support/attachments'
import { setUp } from '#tests/support/emails'
import { photo } from '#tests/support/images'
import { forgetJobs, runJobs } from '#tests/support/jobs'
import { MailServer } from '#tests/support/mail_server'
import { makePerson } from '#tests/support/people'
import { type Company, makeCompany } from '#tests/support/personas'
import { type Visitor, enter } from '#tests/support/visitor'

test.group('Admin | files and e-mails of a record', (group) => {
  const server = MailServer.during(group)
  let acme: Company
  let visitor: Visitor
  let pages: string

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
    visitor = await enter()
    pages = `/admin/organizations/${acme.slug}`
  })

  test('a file is attached on the page of a record, and refused there by what it holds', async ({
    client,
    assert,
  }) => {
    const id = await makePerson(acme)
    const page = `${pages}/people/${id}`
    assert.include((await visitor.get(page)).html, `action="${page}/attachments"`)
    const done = await visitor.sendFile(page, `${page}/attachments`, 'name\nAda\n', {})
    assert.equal(done.location, page)
    const { html } = await visitor.get(page)
    assert.include(html, 'people.csv is attached.')
    const list = await api(client, acme.owner).get(`/api/people/${id}/attachments/`)
    assert.equal(list.body().results[0].name, 'people.csv')

    const refused = await visitor.sendFile(page, `${page}/attachments`, '<script>', {})
    assert.equal(refused.location, page)
    assert.include((await visitor.get(page)).html, 'Files of this type are not accepted')
    const absent = `${pages}/people/${acme.id}`
    await visitor.sendFile(page, `${absent}/attachments`, 'x', {})
    assert.lengthOf(await storedFiles(acme), 1)
  })

  test('a picture is given, replaced and removed on the page of a record', async ({
    client,
    assert,
  }) => {
    const id = await makePerson(acme)
    const page = `${pages}/people/${id}`
    const send = (content: string | Buffer<ArrayBuffer>, to = `${page}/pictures/avatar`) =>
      visitor.sendFile(page, to, content, {})
    const avatar = async () => {
      const person = await api(client, acme.owner).get(`/api/people/${id}/`)
      return person.body().avatar_url
    }
    assert.notInclude((await visitor.get(page)).html, 'Remove the avatar')

    assert.equal((await send(Buffer.from(await photo()))).location, page)
    const first = await avatar()
    assert.include((await visitor.get(page)).html, 'Avatar changed.')
    await send(Buffer.from(await photo(300, 300)))
    const second = await avatar()
    assert.notEqual(second, first)

    await send('<svg/>')
    assert.include((await visitor.get(page)).html, 'Files of this type are not accepted')
    assert.equal(await avatar(), second)
    await send(Buffer.from(await photo()), `${page}/pictures/logo`)
    await send(Buffer.from(await photo()), `${pages}/people/${acme.id}/pictures/avatar`)
    assert.equal(await avatar(), second)
    await visitor.send(page, `${page}/pictures/avatar/end`, {})
    assert.include((await visitor.get(page)).html, 'Avatar removed.')
    assert.isNull(await avatar())
    await runJobs()
    assert.deepEqual(await storedFiles(acme), [])
  })

  test('an e-mail is written on the page of a person, who has an address', async ({
    client,
    assert,
  }) => {
    await setUp(client, acme, server)
    const [ada, mute] = [
      await makePerson(acme, { name: 'Ada Byron', email: 'ada@example.com' }),
      await makePerson(acme, { name: 'Mute' }),
    ]
    const form = `${pages}/people/${ada}/email`
    assert.include((await visitor.get(`${pages}/people/${ada}`)).html, `href="${form}"`)
    assert.include(
      (await visitor.get(`${pages}/people/${mute}/email`)).html,
      'has no e-mail address'
    )
    assert.equal((await visitor.get(`${pages}/customers/${ada}/email`)).status, 404)

    const empty = await visitor.send(form, form, { to_email: 'ada@example.com' })
    assert.equal(empty.location, form)
    const sent = await visitor.send(form, form, {
      ...{ to_email: 'ada@example.com', template_id: '' },
      ...{ subject: 'Hello Ada', body: 'From a page' },
    })
    assert.match(sent.location ?? '', new RegExp(`^${pages}/emails/`))
    await runJobs()
    assert.equal(server.last.subject, 'Hello Ada')
    assert.include((await visitor.get(sent.location ?? '')).html, 'Hello Ada')
  })

  test('a test goes to the superuser, or is refused in the words of the mail server', async ({
    client,
    assert,
  }) => {
    const { id } = await setUp(client, acme, server)
    const page = `${pages}/email-settings/${id}`
    const done = await visitor.send(page, `${page}/test`)
    assert.equal(done.location, page)
    assert.match((await visitor.get(page)).html, /A test was sent to .*@/)
    assert.equal(server.last.subject, 'Test of the e-mail settings')

    await api(client, acme.owner).patch(`/api/email-settings/${id}/`, {
      smtp_host: null,
      smtp_password: null,
    })
    await visitor.send(page, `${page}/test`)
    assert.include((await visitor.get(page)).html, 'Name a mail server first.')
  })
})
