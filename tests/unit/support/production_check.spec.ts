import { test } from '@japa/runner'
import {
  type ProductionSettings,
  productionProblems,
  productionWarnings,
} from '#core/health/production_check'

const SAFE: ProductionSettings = {
  appKey: 'q3VhZk0xT2pXb1lGc2R1N0hKbGk5UWZ4',
  debug: false,
  throttled: true,
  appUrl: 'https://crm.example.com',
  smtpHost: 'smtp.example.com',
  smtpTls: undefined,
  allowedHosts: ['crm.example.com'],
  allowedOrigins: ['https://app.example.com'],
}

test.group('Production check', () => {
  test('finds nothing in safe settings', ({ assert }) => {
    assert.deepEqual(productionProblems(SAFE), [])
    assert.deepEqual(productionWarnings(SAFE), [])
  })

  test('refuses the key {appKey}')
    .with([
      { appKey: '', because: 'is empty' },
      { appKey: 'q3VhZk0xT2pXb1lGc2R1N0hKbGk5UWZ', because: 'is shorter' },
      { appKey: 'change-me-change-me-change-me-change-me', because: 'example' },
      { appKey: 'your_app_key_0123456789_abcdefghijklm', because: 'example' },
      { appKey: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', because: 'guessed' },
    ])
    .run(({ assert }, { appKey, because }) => {
      const problems = productionProblems({ ...SAFE, appKey })
      assert.lengthOf(problems, 1)
      assert.include(problems[0], because)
    })

  test('accepts the keys that the application draws itself', async ({ assert }) => {
    const { randomBytes } = await import('node:crypto')
    for (let drawn = 0; drawn < 200; drawn += 1) {
      const appKey = randomBytes(32).toString('base64url')
      assert.deepEqual(productionProblems({ ...SAFE, appKey }), [], appKey)
    }
  })

  test('names every problem at once', ({ assert }) => {
    const problems = productionProblems({
      ...SAFE,
      appKey: 'short',
      debug: true,
      throttled: false,
      allowedOrigins: ['https://app.example.com', '*'],
    })
    assert.lengthOf(problems, 4)
    for (const [index, name] of [
      'APP_KEY',
      'DEBUG',
      'THROTTLE',
      'CORS_ALLOWED_ORIGINS',
    ].entries()) {
      assert.include(problems[index], name)
    }
  })

  test('never repeats the secret that it judges', ({ assert }) => {
    const [sentence] = productionProblems({ ...SAFE, appKey: 'hunter2' })
    assert.notInclude(sentence, 'hunter2')
  })

  test('warns of http and of any host, without refusing them', ({ assert }) => {
    const settings = { ...SAFE, appUrl: 'http://crm.example.com', allowedHosts: ['*'] }
    assert.deepEqual(productionProblems(settings), [])
    assert.lengthOf(productionWarnings(settings), 2)
  })

  test('warns of mails that reach no one, or that others can read', ({ assert }) => {
    const [unsent] = productionWarnings({ ...SAFE, smtpHost: undefined })
    assert.include(unsent, 'SMTP_HOST is not set')
    const [readable] = productionWarnings({ ...SAFE, smtpTls: 'none' })
    assert.include(readable, 'SMTP_TLS is none')
  })
})
