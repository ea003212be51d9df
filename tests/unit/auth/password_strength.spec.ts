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

  test('R-26: refuses what is hardly more than what many people have', async ({ assert }) => {
    for (const password of [
      'Password1!',
      'P@ssw0rd',
      'P@$$w0rd2024!',
      'drowssap1',
      'password2026',
      'passwordpassword',
      'ｐａｓｓｗｏｒｄ１！',
      'Welcome1!',
      'letmein123!',
      'Summer2025!',
      'monkey99!',
      'Admin@123',
    ]) {
      assert.oneOf(await weaknessOf(password, []), ['common', 'pattern'], password)
    }
  })

  test('R-26: refuses what repeats, follows an order, or lies side by side on a keyboard', async ({
    assert,
  }) => {
    for (const password of [
      'aaaaaaaa',
      'AAAAAAAAA',
      '        ',
      'abababab',
      'xyzxyzxyz',
      'ä'.repeat(128),
      '🐙'.repeat(8),
      '11112222',
      'abcdefgh',
      'hgfedcba1',
      'qwertyuiop[]',
      'asdfghjkl;',
      'zxcvbnm,',
      'poiuytrewq1!',
      'qwertz123',
      'azertyuiop',
      '1q2w3e4r5t',
      'zaq12wsx!',
      '01.01.1990',
    ]) {
      assert.oneOf(await weaknessOf(password, []), ['common', 'pattern'], password)
    }
    for (const password of ['aaaaaaaa', 'asdfghjkl;', 'ä'.repeat(128)]) {
      assert.equal(await weaknessOf(password, []), 'pattern', password)
    }
  })

  test('R-26: takes passphrases, and eight characters without any pattern', async ({ assert }) => {
    for (const password of [
      'plenty of salted caramel',
      'another horse entirely',
      'ein pferd frisst korn',
      'hund katze maus',
      'pizza ananas',
      'correcthorsebatterystaple',
      'j8Kd93mq',
      'kX9#mP2$',
      'Tr0ub4dor&3',
      'the quick brown fox jumps over aaaaaaaa',
      `${'a long password that goes on and on '.repeat(4)}`.slice(0, 128),
    ]) {
      assert.isNull(await weaknessOf(password, WORDS), password)
    }
  })

  test('R-26: is examined in a moment, whatever it is made of', async ({ assert }) => {
    await weaknessOf('anything', [])
    for (const password of [
      '4@8({[<369&#!1|0$5+7%2'.repeat(6),
      'a1'.repeat(64),
      'pa55w0rd'.repeat(16),
    ]) {
      const { user } = process.cpuUsage()
      await weaknessOf(password.slice(0, 128), WORDS)
      assert.isBelow(process.cpuUsage().user - user, 500_000, password)
    }
  })

  test('R-26: lets everything else be, whatever it is made of', async ({ assert }) => {
    for (const password of [
      'mary had a little lamb',
      'correct horse battery',
      'пароль по-русски',
      '🐙🦑🐡🐠🐟🐬🐳🐋',
      '84029175361',
    ]) {
      assert.isNull(await weaknessOf(password, WORDS), password)
    }
  })
})
