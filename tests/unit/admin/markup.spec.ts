import { test } from '@japa/runner'
import { markup } from '#admin/markup'
import { clockOf } from '#admin/moments'
import type { Shown } from '#admin/values'

const UTC = clockOf(null)
const HOSTILE = `"'><script>alert(1)</script>`
const KINDS: readonly Shown['kind'][] = [
  'empty',
  'text',
  'number',
  'badge',
  'boolean',
  'time',
  'date',
  'tags',
  'link',
  'json',
]

test.group('Admin | markup', () => {
  test('escapes what a value of any kind says: {$self}')
    .with([...KINDS])
    .run(({ assert }, kind) => {
      const html = markup({ kind, text: HOSTILE, href: HOSTILE, tags: [HOSTILE] }, UTC).value

      assert.notInclude(html, '<script')
      assert.notInclude(html.replaceAll(/="[^"]*"/g, ''), `"`)
    })

  test('leads out of the pages without saying where from', ({ assert }) => {
    const link = { kind: 'link', text: 'a', href: 'https://example.com', isOutside: true } as const
    const html = markup(link, UTC).value

    assert.include(html, 'rel="noopener noreferrer"')
  })
})
