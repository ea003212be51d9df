import { test } from '@japa/runner'
import { PreparedNames } from '#core/database/prepared_names'

test.group('PreparedNames', () => {
  test('a text keeps its name, and shares it with none', ({ assert }) => {
    const names = new PreparedNames('list', 2)
    assert.equal(names.of('SELECT 1'), 'list-1')
    assert.equal(names.of('SELECT 2'), 'list-2')
    assert.equal(names.of('SELECT 1'), 'list-1')
  })

  test('gives none when it has given as many as it may', ({ assert }) => {
    const names = new PreparedNames('list', 1)
    names.of('SELECT 1')
    assert.isNull(names.of('SELECT 2'))
    assert.equal(names.of('SELECT 1'), 'list-1')
  })
})
