import { test } from '@japa/runner'
import { fileAnswer, pageAnswer } from '#core/plugins/answers'
import { definePlugin } from '#core/plugins/api'
import { problemsOf } from '#core/plugins/problems'
import { installedPlugins } from '#core/plugins/installed'
import { UnitOfWork } from '#core/database/unit_of_work'
import { makeCustomer } from '#tests/support/customers'
import { type Company, makeCompany } from '#tests/support/personas'
import { bring, turnOn } from '#tests/support/plugins'
import { type Visitor, enter } from '#tests/support/visitor'

const NAME = '../..\\etc/\u202efdp.exe\r\nX: <"é">.pdf'
const described = { summary: 'Print something', answers: { 200: { type: 'object' } } } as const

/** What of the unit is asked while content is made. */
let whileMade: string[] = []
let runs = 0

const printer = definePlugin({
  id: 'printer',
  version: '1.0.0',
  routes({ record }) {
    const read = (path: string, handler: Parameters<typeof record>[3]) => {
      record('customers', 'GET', path, handler, 'customers:read', described)
    }
    read('/printer/file', () => {
      runs += 1
      return fileAnswer({
        name: NAME,
        contentType: 'text/html',
        content: async () => {
          const asked = await Promise.try(() => UnitOfWork.get().query('SELECT 1')).then(
            () => 'open',
            String
          )
          whileMade.push(asked)
          return '<script>alert(1)</script>'
        },
      })
    })
    read('/printer/no-type', () => fileAnswer({ name: 'a', contentType: 'a\nb', content: '' }))
    read('/printer/styles', () =>
      pageAnswer({ view: 'loyalty::card', title: 'x', styles: '</style><script>' })
    )
    read('/printer/page', () =>
      pageAnswer({
        view: 'products::quote',
        title: '<b>Title</b>',
        language: 'de',
        styles: 'p { color: red }',
        state: { quote: { head: {}, sender: ['<i>x</i>'], customer: [], facts: [] } },
      })
    )
    record(
      'customers',
      'POST',
      '/printer/write',
      () => fileAnswer({ name: 'a.txt', contentType: 'text/plain', content: 'a' }),
      'customers:update',
      described
    )
  },
  admin: {
    actions: {
      customers: {
        'file': { label: 'File', route: '/printer/file', method: 'GET' },
        'page': { label: 'Page', route: '/printer/page', method: 'GET' },
        'styles': { label: 'Styles', route: '/printer/styles', method: 'GET' },
        'no-type': { label: 'No type', route: '/printer/no-type', method: 'GET' },
      },
    },
  },
})

test.group('Plugins | files and pages', (group) => {
  let acme: Company
  let visitor: Visitor
  let actions: string
  bring(group, [printer])
  group.each.setup(async () => {
    acme = await makeCompany()
    await turnOn(acme, 'printer')
    const ann = await makeCustomer(acme, { name: 'Ann' })
    actions = `/admin/organizations/${acme.slug}/customers/${ann}/actions/printer`
    visitor = await enter()
    whileMade = []
  })

  test('a file is kept and never shown, whatever it is and is called, and made outside of a transaction', async ({
    assert,
  }) => {
    const { status, headers, html } = await visitor.get(`${actions}/file`)
    assert.equal(status, 200)
    assert.include(html, '<script>')
    assert.match(
      String(headers.get('content-disposition')),
      /^attachment; filename=.*; filename\*=UTF-8''.*X_%20__%C3%A9__\.pdf$/
    )
    assert.notMatch(String(headers.get('content-disposition')), /\.\.|etc|%E2%80%AE|\r|\n/)
    assert.match(String(headers.get('content-security-policy')), /default-src 'none'.*sandbox/)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.deepEqual(whileMade, ['Error: This unit of work has ended'])
  })

  test('a page escapes its title, runs nothing, and is styled by what its digest names', async ({
    assert,
  }) => {
    const { html, headers } = await visitor.get(`${actions}/page`)
    assert.include(html, '<html lang="de">')
    assert.include(html, '<title>&lt;b&gt;Title&lt;/b&gt;</title>')
    assert.include(html, '&lt;i&gt;x&lt;/i&gt;')
    const policy = String(headers.get('content-security-policy'))
    assert.match(policy, /^default-src 'none'.*sandbox; style-src 'sha256-[\w+/]+={0,2}'$/)
  })

  test('styles that are more than that, and a type that is none, are the failure of the plugin', async ({
    assert,
  }) => {
    for (const name of ['styles', 'no-type']) {
      assert.equal((await visitor.get(`${actions}/${name}`)).status, 500, name)
    }
  })

  test('a link of the admin only reads', async ({ assert }) => {
    const page = actions.replace(/\/actions.*$/, '')
    assert.include((await visitor.get(page)).html, `href="${actions}/file"`)
    runs = 0
    await visitor.send(page, `${actions}/file`)
    assert.equal(runs, 0)
    const asking = definePlugin({
      ...printer,
      admin: {
        actions: {
          customers: {
            file: { label: 'File', route: '/printer/file', method: 'GET', confirm: 'Sure?' },
          },
        },
      },
    })
    const others = installedPlugins().filter(({ id }) => id !== 'printer')
    assert.include(
      problemsOf([...others, asking]).join('\n'),
      '"printer" has an action "file" for "customers" by GET, which asks, does and says nothing'
    )
  })
})
