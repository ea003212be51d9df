import { test } from '@japa/runner'
import type { Plugin } from '#core/plugins/api'
import { definePlugin } from '#core/plugins/api'
import { type ExtensionField, extension } from '#core/plugins/fields'
import { installedPlugins } from '#core/plugins/installed'
import { problemsOf } from '#core/plugins/problems'

const title = 'Title'

/** What keeps a plugin from starting that adds these fields to customers. */
function problemsWith(
  fields: Readonly<Record<string, ExtensionField>>,
  more: Partial<Plugin> = {}
) {
  const plugin = definePlugin({
    id: 'odd',
    version: '1.0.0',
    fields: { customers: fields },
    ...more,
  })
  return problemsOf([...installedPlugins(), plugin])
}

test.group('Extension fields | problems at the start', () => {
  test('each is said in a sentence that names the plugin and the field', ({ assert }) => {
    const count = { title, by: 'customer_id', take: 'count(*)' }
    const found = problemsWith({
      Number: extension.text({ title }),
      secret: extension.text({ title, readPermission: 'odd:read' }),
      guarded: extension.text({ title, writePermission: 'nothing:write' }),
      fee: extension.money({ title, currency: 'XXZ' }),
      owner: { ...extension.reference('vendors', { title }), refersTo: 'users' },
      entries: extension.aggregate('integer', { ...count, of: 'loyalty-entries' }),
      deals: extension.aggregate('integer', { ...count, of: 'deals', by: 'a.id; --' }),
      vendor: extension.reference('vendors', { title }),
      vendor_id: extension.text({ title }),
    })
    assert.sameMembers(found, [
      '"odd" adds "Number" to "customers", which has a name that is not snake_case',
      '"odd" adds "secret" to "customers", which asks for "odd:read", which no module declares',
      '"odd" adds "guarded" to "customers", which asks for "nothing:write", which no module declares',
      '"odd" adds "fee" to "customers", which is in "XXZ", which is no currency',
      '"odd" adds "owner" to "customers", which is about "users", which is no organization\'s',
      '"odd" adds "entries" to "customers", which is about "loyalty-entries" of "loyalty", which it does not require',
      '"odd" adds "deals" to "customers", which is found by "a.id; --", which is no column',
      '"odd" adds "vendor_id" to "customers" twice',
    ])
  })

  test('what is declared and required is none', ({ assert }) => {
    const fields = {
      secret: extension.text({
        title,
        readPermission: 'odd:read',
        writePermission: 'vendors:read',
      }),
      entries: extension.aggregate('integer', {
        title,
        of: 'loyalty-entries',
        by: 'customer_id',
        take: 'count(*)',
      }),
      vendor: extension.reference('vendors', { title }),
    }
    const more = { permissions: { odd: ['read'] }, requires: { loyalty: '^1.0.0' } }
    assert.deepEqual(problemsWith(fields, more), [])
  })
})
