import { test } from '@japa/runner'
import { normalizePhone } from '#core/text/phone'

test.group('Support | phone', () => {
  test('the same number is the same, however it is written', ({ assert }) => {
    for (const text of [
      '+1 201 555 0123',
      '+1 (201) 555-0123',
      '+12015550123',
      '+1.201.555.0123',
    ]) {
      assert.equal(normalizePhone(text), '+12015550123')
    }
  })

  test('a number without a prefix is one of the country, when that is a code', ({ assert }) => {
    assert.equal(normalizePhone('020 7946 0000', 'gb'), '+442079460000')
    assert.isNull(normalizePhone('020 7946 0000', 'England'))
    assert.isNull(normalizePhone('020 7946 0000'))
  })

  test('what cannot be a number is none', ({ assert }) => {
    assert.isNull(normalizePhone('+1-555-0100'))
    assert.isNull(normalizePhone('call me'))
    assert.isNull(normalizePhone(''))
  })
})
