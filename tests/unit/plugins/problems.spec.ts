import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { type Plugin, definePlugin } from '#core/plugins/api'
import { circlesOf, inOrder } from '#core/plugins/order'
import { declarePlugins } from '#core/plugins/install'
import { installedPlugins } from '#core/plugins/installed'
import { defaultProblemsOf, problemsOf } from '#core/plugins/problems'
import { setting } from '#core/plugins/settings/setting'
import { catalogue } from '#core/access/permission_catalog'
import { defineResource } from '#core/resources/define_resource'
import { uuid } from '#core/resources/fields'
import { resources } from '#core/resources/registry'

const plugin = (id: string, more: Partial<Plugin> = {}): Plugin =>
  definePlugin({ id, version: '1.0.0', ...more })

const resource = (name: string) =>
  defineResource({
    name,
    singular: 'thing',
    fields: { id: uuid() },
    standard: ['read'],
  })

test.group('Plugins | problems', () => {
  test('plugins that fit together have none', ({ assert }) => {
    const plugins = [
      plugin('customers', { core: true, resources: [resource('customers')] }),
      plugin('loyalty', {
        requires: { crm: '^1.0.0', customers: '*' },
        resources: [resource('loyalty-points')],
        permissions: { 'loyalty-points': ['award'] },
      }),
    ]

    assert.deepEqual(problemsOf(plugins), [])
  })

  test('a path under records is one plugin’s, and of a resource that there is', ({ assert }) => {
    const lines = (name: string, parent: string) =>
      defineResource({
        name,
        singular: 'line',
        fields: { id: uuid() },
        parent: { resource: parent, key: 'deal_id', path: 'lines' },
      })
    const hangs = (of: string, path: string): Partial<Plugin> => ({
      routes: ({ record }) => {
        record(Object(of).valueOf(), 'GET', path, () => null, 'a:read')
      },
    })
    const plugins = [
      plugin('deals', { core: true, resources: [resource('deals')] }),
      plugin('a', { resources: [lines('a-lines', 'deals')] }),
      plugin('b', hangs('deals', '/lines')),
      plugin('c', hangs('deels', '/quote')),
      plugin('d', hangs('deals', 'quote')),
      plugin('e', { resources: [lines('e-lines', 'deels')] }),
      plugin('f', hangs('deals', '/lines/:line')),
    ]

    assert.deepEqual(problemsOf(plugins), [
      '"c" has routes under "deels", which is no resource',
      '"d" has a route of the path "quote", which cannot be one',
      '"e" puts "e-lines" under "deels", which is no resource',
      'GET /api/deals/:id/lines is claimed by "a" and "b"',
      'GET /api/deals/:id/lines/:id is claimed by "a" and "f"',
    ])
  })

  test('says all that is wrong at once, each naming its plugin', ({ assert }) => {
    const strict = vine.object({ a: vine.string() })
    const plugins = [
      plugin('a', { requires: { b: '*', crm: '^9.0.0' } }),
      plugin('c', { resources: [resource('d')], permissions: { e: ['f'] } }),
      plugin('c', { version: 'one' }),
      plugin('Wrong', {}),
      plugin('f', { fields: Object({ nothing: {} }) }),
      definePlugin({
        id: 'g',
        version: '1.0.0',
        settings: { schema: strict, defaults: Object({ h: 1 }) },
      }),
      definePlugin({
        id: 'h',
        version: '1.0.0',
        settings: {
          schema: vine.object({ token: setting.secret() }),
          defaults: { token: 'in the source' },
        },
      }),
      plugin('i', { admin: { cards: Object({ 'j.show': { view: 'k::card' } }) } }),
      plugin('l', { after: ['m'] }),
      plugin('m', { requires: { l: '*' } }),
      plugin('n', { settings: Object({ schema: { a: 'text' }, defaults: {} }) }),
      plugin('p', { provides: Object({ 'leads.score': () => ({}), 'p.greet': () => '' }) }),
      plugin('q', { services: Object({ 'p.gret': { wrap() {} }, 'p.greet': { wrap: 'me' } }) }),
      plugin('o', { resources: [resource('o-p-things')] }),
      plugin('o-p'),
    ]

    assert.deepEqual(problemsOf(plugins), [
      '"Wrong" cannot be the id of a plugin: it is reserved, or not kebab-case',
      'two plugins have the id "c"',
      '"c" has the version "one", which is none',
      '"a" requires "b", which is not in config/plugins.ts',
      '"a" requires crm@^9.0.0, found 1.0.0',
      'plugins wait for each other: l -> m -> l',
      '"c" adds the resource "d", which does not begin with its id, or begins with another\'s',
      '"c" adds the table "d", which does not begin with its id, or begins with another\'s',
      '"c" adds the permissions of "e", which does not begin with its id, or begins with another\'s',
      '"i" adds the view "k::card", which does not begin with its id, or begins with another\'s',
      '"o" adds the resource "o-p-things", which does not begin with its id, or begins with another\'s',
      '"o" adds the table "o-p-things", which does not begin with its id, or begins with another\'s',
      '"f" adds fields to "nothing", which takes none',
      '"i" has a card for "j.show", which is no page of a record',
      '"g" has a default for the setting "h", which it does not declare',
      '"h" has a default for its secret "token", which only an organization sets',
      '"n" has settings whose schema is no object of Vine',
      '"p" adds the service "leads.score", which does not begin with its id, or begins with another\'s',
      '"q" wraps the service "p.gret", which no module provides. Did you mean "p.greet"?',
      '"q" has a part in the service "p.greet" without a function wrap',
    ])
  })

  test('a role cannot be given what no module declares', ({ assert }) => {
    const warehouses = (grants: readonly string[], more: Partial<Plugin> = {}) => [
      plugin('customers', { core: true, resources: [resource('customers')] }),
      plugin('warehouses', {
        resources: [resource('warehouses')],
        permissions: { 'warehouses-stock': ['count'] },
        roles: { viewer: grants },
        ...more,
      }),
    ]

    assert.deepEqual(problemsOf(warehouses(['warehouses:reed', 'boats:*'])), [
      '"warehouses" gives viewer "warehouses:reed", which no module declares. Did you mean "warehouses:read"?',
      '"warehouses" gives viewer "boats:*", which no module declares.',
    ])
    assert.deepEqual(
      problemsOf(warehouses(['warehouses:*', 'warehouses-stock:count', 'customers:read'])),
      []
    )
    assert.deepEqual(problemsOf(warehouses(['boats:read'], { after: ['boats'] })), [])
    assert.deepEqual(problemsOf(warehouses(['boats:read']), ['boats']), [])
  })

  test('two plugins cannot claim one name', ({ assert }) => {
    const plugins = [
      plugin('a', { core: true, resources: [resource('things')] }),
      plugin('b', { core: true, permissions: { things: ['read'] } }),
    ]

    assert.deepEqual(problemsOf(plugins), [
      'the permission "things:read" is claimed by "a" and "b"',
    ])
  })
})

test.group('Plugins | defaults of settings', () => {
  test('fit their own schema, or are refused with their plugin and why', async ({ assert }) => {
    const schema = vine.object({
      mode: vine.enum(['mild', 'strict'] as const),
      share: vine.number({ strict: true }).range([0, 1]),
      note: vine.string().optional(),
    })
    const fine = definePlugin({
      id: 'fine',
      version: '1.0.0',
      settings: { schema, defaults: { mode: 'mild', share: 0.5 } },
    })
    const wrong = definePlugin({
      id: 'wrong',
      version: '1.0.0',
      settings: { schema, defaults: Object({ share: 2 }) },
    })

    assert.deepEqual(await defaultProblemsOf([plugin('bare'), fine, wrong]), [
      '"wrong" has a default that its setting "mode" refuses: The mode field is required',
      '"wrong" has a default that its setting "share" refuses: The share field must be between 0 and 1',
    ])
  })
})

test.group('Plugins | start', () => {
  const wrongs: readonly [what: string, list: readonly Plugin[], sentence: string][] = [
    [
      'a circle',
      [plugin('one', { requires: { two: '*' } }), plugin('two', { requires: { one: '*' } })],
      'one -> two -> one',
    ],
    [
      'a missing requirement',
      [plugin('one', { requires: { two: '*' } })],
      '"one" requires "two", which is not in config/plugins.ts',
    ],
    [
      'a name that two plugins claim',
      [
        plugin('one', { core: true, permissions: { 'start-probes': ['see'] } }),
        plugin('two', { core: true, permissions: { 'start-probes': ['see'] } }),
      ],
      'the permission "start-probes:see" is claimed by "one" and "two"',
    ],
  ]

  for (const [what, list, sentence] of wrongs) {
    test(`${what} keeps all from starting, and nothing of any plugin is there`, ({ assert }) => {
      const good = plugin('start-probes', { resources: [resource('start-probes')] })
      const before = installedPlugins()

      assert.throws(
        () => declarePlugins([good, ...list]),
        new RegExp(sentence.replaceAll('.', '\\.'))
      )
      assert.equal(installedPlugins(), before)
      assert.isFalse(resources.has('start-probes'))
      assert.isFalse([...catalogue.keys()].some((name) => name.startsWith('start-probes:')))
    })
  }
})

test.group('Plugins | order', () => {
  test('requirements come first, then what is asked to, then the list', ({ assert }) => {
    const plugins = [
      plugin('c', { requires: { a: '*' } }),
      plugin('b', { after: ['d', 'absent'] }),
      plugin('a'),
      plugin('d'),
    ]

    assert.deepEqual(
      inOrder(plugins).map(({ id }) => id),
      ['a', 'c', 'd', 'b']
    )
  })

  test('circles are found, each with its path', ({ assert }) => {
    const plugins = [
      plugin('x', { requires: { a: '*' } }),
      plugin('a', { requires: { b: '*' } }),
      plugin('b', { after: ['a'] }),
      plugin('c', { requires: { d: '*' } }),
      plugin('d', { requires: { c: '*', x: '*' } }),
    ]

    assert.deepEqual(circlesOf(plugins), ['a -> b -> a', 'c -> d -> c'])
    assert.sameMembers(inOrder(plugins), plugins)
  })
})
