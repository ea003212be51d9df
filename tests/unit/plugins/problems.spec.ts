import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { type Plugin, definePlugin } from '#core/plugins/api'
import { circlesOf, inOrder } from '#core/plugins/order'
import { declarePlugins } from '#core/plugins/install'
import { installedPlugins } from '#core/plugins/installed'
import { defaultProblemsOf } from '#core/plugins/code_problems'
import { manifestSummaryOf, overridesOf } from '#core/plugins/manifest_summary'
import { inspect } from '#core/plugins/inspection'
import { takenRouteProblems } from '#core/plugins/plugin_routes'
import { problemsOf } from '#core/plugins/problems'
import { defineJob } from '#core/jobs/define_job'
import { extension } from '#core/plugins/fields'
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
        requires: { crm: '^2.0.0', customers: '*' },
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

  test('a path at which the application answers is no plugin’s', ({ assert }) => {
    const taken = [
      { pattern: '/api/deals/:id/win', methods: ['POST'] },
      { pattern: '/api/deals/:id/notes/:note', methods: ['GET', 'HEAD'] },
      { pattern: '/api/auth', methods: ['GET', 'HEAD'] },
    ]
    const under = (id: string, method: 'GET' | 'POST', path: string) =>
      plugin(id, {
        routes: ({ record }) => {
          record(Object('deals').valueOf(), method, path, () => null, 'a:read')
        },
      })
    const problems = [
      under('a', 'POST', '/win'),
      under('b', 'POST', '/:what'),
      under('c', 'GET', '/notes/last'),
      under('d', 'GET', '/win'),
      under('e', 'POST', '/winning'),
      plugin('auth', { resources: [resource('auth')] }),
      plugin('deals', { resources: [resource('deals')] }),
    ].flatMap((each) => takenRouteProblems(each, taken))

    assert.deepEqual(problems, [
      '"a" has the route POST /api/deals/:id/win, where the application answers itself',
      '"b" has the route POST /api/deals/:id/:what, where the application answers itself',
      '"c" has the route GET /api/deals/:id/notes/last, where the application answers itself',
      '"auth" has the route GET /api/auth, where the application answers itself',
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
      '"a" requires crm@^9.0.0, found 2.0.0',
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

  test('a plugin’s names may begin with other prefixes, which are no one else’s', ({ assert }) => {
    const core = plugin('deals', { core: true, resources: [resource('lost-reasons')] })
    const shop = plugin('shop', {
      prefixes: ['price-books'],
      resources: [resource('price-books'), resource('price-books-old')],
      permissions: { 'price-books-old': ['audit'] },
    })
    const odd = plugin('odd', { prefixes: ['lost', 'Lost', 'deals', 'shop'] })
    const rival = plugin('price-books-old')

    assert.deepEqual(problemsOf([core, shop]), [])
    assert.deepEqual(problemsOf([core, { ...core, id: 'vans', prefixes: ['a'], resources: [] }]), [
      '"vans" has prefixes, which a core module needs none of',
    ])
    assert.deepEqual(problemsOf([core, shop, odd]), [
      '"odd" has the prefix "lost", which begins names of "deals"',
      '"odd" has the prefix "Lost", which is not kebab-case',
      '"odd" has the prefix "deals", which begins names of "deals"',
      '"odd" has the prefix "shop", which begins names of "shop"',
    ])
    assert.deepEqual(problemsOf([core, shop, rival]), [
      '"shop" has the prefix "price-books", which begins names of "price-books-old"',
      '"shop" adds the resource "price-books-old", which does not begin with its id, or begins with another\'s',
      '"shop" adds the table "price-books-old", which does not begin with its id, or begins with another\'s',
      '"shop" adds the permissions of "price-books-old", which does not begin with its id, or begins with another\'s',
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
    assert.deepEqual(problemsOf(warehouses(['boats:read']), [{ id: 'boats' }]), [])
  })

  test('guards, policies and what may be narrowed exist, and what is called is a function', ({
    assert,
  }) => {
    const things = plugin('things', {
      resources: [resource('things')],
      permissions: { 'things-stock': ['count'] },
      narrowable: Object(['things-stock:count', 'things:read']),
      guards: Object(['things:create', 'things:sell', 'things:*']),
      policies: Object({ 'things:delete': () => true, 'things:*': () => true }),
      scopes: Object({ things: 'true' }),
      seed: Object('seed'),
      organizations: Object({ founded: 'now' }),
      enqueues: [defineJob<Record<never, never>>({ name: 'other:job', handle: async () => {} })],
    })

    assert.deepEqual(problemsOf([things]), [
      '"things" adds the job "other:job", which does not begin with its id, or begins with another\'s',
      '"things" decides about "things:*", which no resource declares',
      '"things" guards "things:sell", which no resource declares',
      '"things" guards "things:*", which no resource declares',
      '"things" lets "things:read" be narrowed, which is not among its permissions',
      '"things" has seed, which is no function',
      '"things" has organizations.founded, which is no function',
      '"things" has scopes.things, which is no function',
    ])
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

test.group('Plugins | summary', () => {
  const things = plugin('things', {
    requires: { customers: '*', leads: '*' },
    enabled: { with: ['customers', 'leads'] },
    resources: [
      defineResource({
        name: 'things',
        singular: 'thing',
        fields: { id: uuid() },
        parent: { resource: 'customers', key: 'customer_id', path: 'things' },
      }),
    ],
    permissions: { 'things-stock': ['count'] },
    narrowable: ['things-stock:count'],
    fields: {
      customers: {
        fee: extension.money({
          title: 'Fee',
          currency: 'JPY',
          readPermission: 'things:read',
          writePermission: 'things:update',
        }),
      },
    },
    guards: ['customers:delete'],
    mails: Object({ 'things-sold': async () => null }),
    enqueues: [
      defineJob<Record<never, never>>({
        name: 'things:count',
        every: '0 3 * * *',
        handle: async () => {},
      }),
    ],
    seed: () => {},
    onUninstall: () => {},
    organizations: { resumed: async () => {} },
  })

  test('says all that a manifest says', ({ assert }) => {
    assert.containsSubset(manifestSummaryOf(things), {
      narrowable: ['things-stock:count'],
      fields: {
        customers: [
          {
            name: 'extensions.things.fee',
            currency: 'JPY',
            read_permission: 'things:read',
            write_permission: 'things:update',
          },
        ],
      },
      routes: [
        { method: 'GET', path: '/api/customers/:id/things', permission: 'things:read' },
        { method: 'POST', path: '/api/customers/:id/things', permission: 'things:create' },
      ],
      jobs: [{ name: 'things:count', every: '0 3 * * *', zone: 'UTC' }],
      lifecycle: ['seed', 'onUninstall', 'organizations.resumed'],
    })
    assert.deepEqual(overridesOf(things).guards, ['customers:delete'])
  })

  test('and so does plugin:inspect', async ({ assert }) => {
    const found = await inspect(things)

    assert.containsSubset(found, {
      Enabled: ['with customers and leads'],
      Fields: [
        'customers: extensions.things.fee (decimal, "Fee", in JPY, read by things:read, written by things:update)',
      ],
      Routes: [
        'GET /api/customers/:id/things (things:read)',
        'POST /api/customers/:id/things (things:create)',
      ],
      Jobs: ['things:count (0 3 * * *, UTC)'],
      Mails: ['things-sold'],
      Lifecycle: ['seed', 'onUninstall', 'organizations.resumed'],
      Guards: ['customers:delete'],
    })
    assert.include(found.Permissions, 'things-stock:count (also own)')
  })
})
