import { test } from '@japa/runner'
import { weaknessOf } from '#plugins/identity/auth/password_strength'

const WORDS = ['mary.shelley@example.com', 'mshelley', 'Mary', 'Shelley', null]

test.group('Auth | password strength', () => {
  test('R-26: refuses what many people have, in any case', async ({ assert }) => {
    for (const password of ['password', 'PassWord1', '12345678', 'qwertyuiop', 'iloveyou']) {
      assert.equal(await weaknessOf(password, []), 'common', password)
    }
  })

  test('R-26: refuses what every user would try for this person', async ({ assert }) => {
    for (const password of [
      'Mary1818',
      'shelley-1818!',
      'M.Shelley99',
      'mary.shelley@example.com',
      'maryshelley',
      'headless-crm-1',
      'crmcrmcrm',
    ]) {
      assert.equal(await weaknessOf(password, WORDS), 'context', password)
    }
  })

  test('R-26: lets everything else be, whatever it is made of', async ({ assert }) => {
    for (const password of [
      'mary had a little lamb',
      'correct horse battery',
      'пароль по-русски',
      '🐙🦑🐡🐠🐟🐬🐳🐋',
      '        ',
      '48151623426',
    ]) {
      assert.isNull(await weaknessOf(password, WORDS), password)
    }
  })
})
