import { test } from '@japa/runner'
import { csv, importFile, sendFile } from '#tests/imports'
import { forgetJobs } from '#tests/jobs'
import { type Company, makeCompany } from '#tests/personas'
import { enter } from '#tests/visitor'

test.group('Admin | imports', (group) => {
  let acme: Company

  group.each.setup(async () => {
    await forgetJobs()
    acme = await makeCompany()
  })

  const page = (...parts: string[]) =>
    ['/admin/organizations', acme.slug, 'imports', ...parts].join('/')

  test('are listed with how far each has come', async ({ client, assert }) => {
    const nothing = await (await enter()).get(page())
    assert.equal(nothing.status, 200)
    assert.include(nothing.html, 'Nothing was imported yet')

    await importFile(client, acme.owner, csv('name,city', 'Ann,', ',Graz'))
    await sendFile(client, acme.owner, csv('name', 'Bob'))
    await sendFile(
      client,
      await makeCompany('Globex').then(({ owner }) => owner),
      csv('name', 'Far')
    )
    const { html } = await (await enter()).get(page())
    assert.match(
      html,
      /<progress[^>]*value="2"[^>]*max="2"[^>]*aria-label="Progress of people.csv"/
    )
    assert.match(html, /<progress[^>]*value="0"[^>]*max="1"/)
    assert.equal(html.match(/<progress/g)?.length, 2)
    assert.include(html, 'data-live="true"')
  })

  test('show what was refused and why, and give it as a file', async ({ client, assert }) => {
    const mapping = { name: 'name', email: '<b>mail</b>' }
    const content = csv('name,<b>mail</b>', 'Ann,bad', 'Bob,bob@example.com')
    const { id } = await importFile(client, acme.owner, content, { mapping })
    const visitor = await enter()
    const { html } = await visitor.get(page(id))

    assert.include(html, 'Completed')
    assert.include(html, '2 of')
    assert.include(html, '&lt;b&gt;mail&lt;/b&gt;')
    assert.notInclude(html, '<b>mail</b>')
    assert.include(html, 'data-live="false"')
    const file = await visitor.get(page(id, 'errors'))
    assert.equal(file.headers.get('content-type'), 'text/csv; charset=utf-8')
    assert.match(file.html, /^name,<b>mail<\/b>,import_error\r\nAnn,bad,/)
  })

  test('are canceled', async ({ client, assert }) => {
    const made = await sendFile(client, acme.owner, csv('name', 'Ann'))
    const { id } = made.body()
    const visitor = await enter()
    const answer = await visitor.send(page(id), page(id, 'cancellation'))
    const { html } = await visitor.follow(answer)

    assert.include(html, 'Canceled')
    assert.include(html, 'people.csv is canceled.')
    assert.notInclude(html, 'data-live="true"')
  })

  test('of another organization are not there', async ({ client, assert }) => {
    const globex = await makeCompany('Globex')
    const made = await sendFile(client, globex.owner, csv('name', 'Ann'))
    const { status } = await (await enter()).get(page(made.body().id))
    assert.equal(status, 404)
  })
})
