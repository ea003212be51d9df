import { test } from '@japa/runner'
import { type Plugin, definePlugin } from '#core/plugins/api'
import { problemsOf } from '#core/plugins/problems'
import { defineResource } from '#core/resources/define_resource'
import { text, uuid } from '#core/resources/fields'
import { emptyBodyValidator } from '#core/resources/validation/strict_object'

const plugin = (id: string, admin: object, more: Partial<Plugin> = {}): Plugin =>
  definePlugin({ id, version: '1.0.0', admin: Object(admin), ...more })

const deals = definePlugin({
  id: 'deals',
  version: '1.0.0',
  core: true,
  resources: [
    defineResource({
      name: 'deals',
      singular: 'deal',
      relations: { customer: { table: 'customers', key: 'customer_id' } },
      fields: { id: uuid(), title: text(), secret: text({ filter: false }) },
      standard: ['read'],
    }),
  ],
})

const routes: Pick<Plugin, 'routes'> = {
  routes({ record }) {
    const send = (path: string, body = emptyBodyValidator) =>
      record(Object('deals').valueOf(), 'POST', path, () => null, 'deals:read', {
        summary: 'Send',
        answers: {},
        body,
      })
    send('/a/send')
    send('/a/:what/send')
    send('/a/mute', Object({ validate: async () => ({}) }))
  },
}

test.group('Plugins | problems of what they add to the admin', () => {
  test('what fits has none', ({ assert }) => {
    const fitting = plugin(
      'a',
      {
        actions: { deals: { send: { label: 'Send', route: '/a/send' } } },
        pages: { map: { title: 'Map', permission: 'deals:read', view: 'a::map' } },
        related: { 'deals.show': [{ resource: 'deals', by: 'id', columns: ['title'] }] },
        tiles: [
          { title: 'Deals', value: () => 1 },
          { title: 'More', view: 'a::more' },
        ],
      },
      routes
    )

    assert.deepEqual(problemsOf([deals, fitting]), [])
  })

  test('actions do what a route of their plugin does', ({ assert }) => {
    const wrong = plugin(
      'a',
      {
        actions: {
          deels: { send: { label: 'Send', route: '/a/send' } },
          deals: {
            Send: { label: 'Send', route: '/a/send' },
            blank: { label: ' ', route: '/a/send', isShown: 'always' },
            lost: { label: 'Lost', route: '/a/lost' },
            put: { label: 'Put', route: '/a/send', method: 'PUT' },
            what: { label: 'What', route: '/a/:what/send' },
            mute: { label: 'Mute', route: '/a/mute' },
          },
        },
      },
      routes
    )
    const who = (name: string) => `"a" has an action "${name}" for "deals"`

    assert.deepEqual(problemsOf([deals, wrong]), [
      '"a" has an action "send" for "deels", which is no resource',
      `${who('Send')}, whose name is not kebab-case`,
      `${who('blank')} without a label`,
      `${who('blank')} whose isShown is no function`,
      `${who('lost')} by POST "/a/lost", which is no route of its own under such a record`,
      `${who('put')} by PUT "/a/send", which is no route of its own under such a record`,
      `${who('what')} by a route whose path takes parameters`,
      `${who('mute')} whose body does not describe itself`,
    ])
  })

  test('actions of settings have a label, a function and a body that describes itself', ({
    assert,
  }) => {
    const wrong = plugin('a', {
      settingsActions: {
        'send-test': { label: 'Send a test', handle: () => null },
        'Send': { label: '', permission: 'deals:reed', body: { validate: () => ({}) } },
      },
    })
    const who = '"a" has an action "Send" of its settings'

    assert.deepEqual(problemsOf([deals, wrong]), [
      `${who}, whose name is not kebab-case`,
      `${who}, which has no label`,
      `${who}, which has no function handle`,
      `${who}, which asks for "deals:reed", which no module declares. Did you mean "deals:read"?`,
      `${who}, which has a body that does not describe itself`,
    ])
  })

  test('pages, lists and tiles name what is there', ({ assert }) => {
    const wrong = plugin('a', {
      pages: {
        'My map': { title: '', permission: 'deals:reed', view: 'a::map' },
        'form': {
          title: 'Form',
          permission: 'deals:*',
          view: 'b::form',
          submit: { label: '', permission: 'nothing:do', handle: 1 },
        },
      },
      related: {
        'deels.show': [{ resource: 'deals', by: 'id' }],
        'deals': [{ resource: 'deals', by: 'id' }],
        'deals.show': [
          { resource: 'deels', by: 'id' },
          { resource: 'deals', by: 'secret', columns: ['titel'] },
        ],
      },
      tiles: [
        { title: '', value: () => 1 },
        { title: 'Empty' },
        { title: 'Both', value: () => 1, view: 'a::b' },
      ],
    })

    assert.deepEqual(problemsOf([deals, wrong]), [
      `"a" adds the view "b::form", which does not begin with its id, or begins with another's`,
      '"a" has a page "My map", whose name is not kebab-case',
      '"a" has a page "My map" without a title',
      '"a" has a page "My map" that asks for "deals:reed", which no module declares. Did you mean "deals:read"?',
      '"a" has a page "form" that asks for "deals:*", which no module declares.',
      '"a" has a page "form" whose form has no label',
      '"a" has a page "form" whose form has no function handle',
      '"a" has a page "form" whose form asks for "nothing:do", which no module declares.',
      '"a" has lists for "deels.show", which is no page of a record',
      '"a" has lists for "deals", which is no page of a record',
      '"a" lists "deels" at "deals.show", which is no resource',
      '"a" lists "deals" by "secret", which it is not filtered by',
      '"a" lists "deals" with a column "titel", which is no field of it',
      '"a" has a tile without a title, the 1.',
      '"a" has a tile "Empty" with neither a view nor a value, or with both',
      '"a" has a tile "Both" with neither a view nor a value, or with both',
    ])
  })
})
