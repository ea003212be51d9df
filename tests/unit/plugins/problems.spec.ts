import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { type Plugin, definePlugin } from '#plugins/kit'
import { inOrder } from '#plugins/runtime/order'
import { problemsOf } from '#plugins/runtime/problems'
import { defineResource } from '#resources/define_resource'
import { uuid } from '#resources/fields'

const plugin = (id: string, more: Partial<Plugin> = {}): Plugin =>
  definePlugin({ id, version: '1.0.0', ...more })

const resource = (name: string) =>
  defineResource({
    name,
    singular: 'thing',
    fields: { id: uuid() },
    list: ['id'],
    detail: ['id'],
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

  test('says all that is wrong at once, each naming its plugin', ({ assert }) => {
    const strict = vine.object({ a: vine.string() })
    const plugins = [
      plugin('a', { requires: { b: '*', crm: '^9.0.0' } }),
      plugin('c', { resources: [resource('d')], permissions: { e: ['f'] } }),
      plugin('c', { version: 'one' }),
      plugin('Wrong', {}),
      plugin('f', { fields: { nothing: {} } }),
      definePlugin({
        id: 'g',
        version: '1.0.0',
        settings: { schema: strict, defaults: Object({ h: 1 }) },
      }),
      plugin('i', { admin: { cards: { 'j.show': { view: 'k::card' } } } }),
    ]

    assert.deepEqual(problemsOf(plugins), [
      '"Wrong" cannot be the id of a plugin: it is reserved, or not kebab-case',
      'two plugins have the id "c"',
      '"c" has the version "one", which is none',
      '"a" requires "b", which is not in config/plugins.ts',
      '"a" requires crm@^9.0.0, found 1.0.0',
      '"c" adds the resource "d", which does not begin with its id',
      '"c" adds the table "d", which does not begin with its id',
      '"c" adds the permissions of "e", which does not begin with its id',
      '"i" adds the view "k::card", which does not begin with its id',
      '"f" adds fields to "nothing", which takes none',
      '"i" has a card for "j.show", which is no page of a record',
      '"g" has a default for the setting "h", which it does not declare',
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

  test('a circle is refused with its path', ({ assert }) => {
    const plugins = [
      plugin('x', { requires: { a: '*' } }),
      plugin('a', { requires: { b: '*' } }),
      plugin('b', { after: ['a'] }),
    ]

    assert.throws(() => inOrder(plugins), 'plugins wait for each other: a -> b -> a')
  })
})
