import { test } from '@japa/runner'
import { NoteFactory } from '#plugins/activities/factories/note_factory'
import { makeCustomer } from '#tests/support/customers'
import { inDatabase } from '#tests/support/deals'
import { makeCompany } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'
import { type SeenPage, enter } from '#tests/support/visitor'

function timelineIn({ html }: SeenPage): string {
  const [, section = ''] = /aria-labelledby="timeline">([^]*?)<\/section>/.exec(html) ?? []
  return section
}

test.group('Admin | timeline of a record', () => {
  test('shows the newest, leads to older ones, and takes a note or a task without a script', async ({
    assert,
  }) => {
    const acme = await makeCompany()
    const customer = await makeCustomer(acme, { name: 'Tech Corp' })
    const associations = [{ type: 'customers', id: customer }]
    const details = Array.from({ length: 11 }, (_, number) => ({
      subject: `Call number ${number}.`,
      body: `**They** like <script>rockets</script> ![x](https://example.com/x.png) ${number}`,
      associations,
    }))
    await inCompany(acme, async () => NoteFactory.merge(details).createMany(details.length))
    const visitor = await enter()
    const page = `/admin/organizations/${acme.slug}/customers/${customer}`

    const section = timelineIn(await visitor.get(page))
    assert.lengthOf(section.match(/Call number \d+\./g) ?? [], 10)
    assert.include(section, '<strong>They</strong> like &lt;script&gt;')
    assert.notInclude(section, '<img')
    const [, older = ''] = /<a href="([^"]+)" rel="next">Older/.exec(section) ?? []
    const next = await visitor.get(older.replaceAll('&amp;', '&').split('#')[0] ?? '')
    assert.lengthOf(timelineIn(next).match(/Call number \d+\./g) ?? [], 1)

    const added = await visitor.send(page, `${page}/activities`, {
      resource: 'tasks',
      subject: 'Send the offer',
      body: '',
    })
    assert.equal(added.location, page)
    assert.include((await visitor.get(page)).html, 'Send the offer')
    const refused = await visitor.send(page, `${page}/activities`, {
      resource: 'tasks',
      subject: '',
    })
    assert.notInclude([200, 500], refused.status)
    const tasks = await inDatabase(acme, 'SELECT subject FROM tasks')
    assert.deepEqual(tasks, [{ subject: 'Send the offer' }])
  })
})
