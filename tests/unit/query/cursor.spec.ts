import { test } from '@japa/runner'
import fc from 'fast-check'
import { readCursor, writeCursor } from '#core/resources/query/cursor'

const sorting = [
  { name: 'name', descending: false },
  { name: 'id', descending: true },
]

test.group('Query | cursor', () => {
  test('comes back as it was written', ({ assert }) => {
    const key = fc.oneof(fc.constant(null), fc.string({ unit: 'grapheme' }).filter(isKeepable))
    fc.assert(
      fc.property(fc.tuple(key, key), (keys) => {
        assert.deepEqual(readCursor(writeCursor(sorting, keys), sorting), keys)
      })
    )
  })

  test('is refused when it is anything else, and never breaks', ({ assert }) => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.json(), fc.anything()), (text) => {
        assert.throws(() => readCursor(text, sorting), /cursor/)
      })
    )
  })

  test('is refused by another ordering', ({ assert }) => {
    const cursor = writeCursor(sorting, ['a', 'b'])
    assert.throws(() => readCursor(cursor, sorting.toReversed()), /another ordering/)
  })
})

function isKeepable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
