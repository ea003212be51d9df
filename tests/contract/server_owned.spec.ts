import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { someOfEverything } from '#tests/support/everything'
import { makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { unversionedRoutes } from '#tests/support/routes'
import { digestOfRows } from '#tests/support/rows'

/** What only the server says of a record, under the names that it or its columns have. */
const SERVER_OWNED: Readonly<Record<string, unknown>> = {
  id: '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03',
  organization_id: '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03',
  code: 'CUST999',
  created_by: '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03',
  created_by_id: '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03',
  created_at: '2020-01-01T00:00:00.000Z',
  updated_at: '2020-01-01T00:00:00.000Z',
  deleted_at: null,
  version: 7,
  expected_revenue: '1000000.00',
  is_converted: true,
  converted_at: '2020-01-01T00:00:00.000Z',
  is_superuser: true,
  is_staff: true,
  /* The caller is: what is unchanged is not written, and may be sent back. */
  is_verified: false,
  email_verified_at: '2020-01-01T00:00:00.000Z',
  password_hash: '$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA',
  token_version: 7,
  is_system_role: true,
  system_key: 'admin',
  sponsor_id: '0199c0de-7a3f-7c1e-8f6e-6f1d5f0f1a03',
}

/** What these take is a file, whose lines are written as requests would write them. */
const TAKES_A_FILE = new Set(['/api/imports'])

test.group('Server-owned fields | walk', () => {
  test('R-15: no write takes what only the server says, and it names each', async ({
    client,
    assert,
  }) => {
    const acme = await makeCompany()
    await turnOnAll(acme)
    const ids = await someOfEverything(client, acme)
    const owner = api(client, acme.owner)
    const writes = unversionedRoutes().filter(
      ({ method, pattern, accessRule }) =>
        (method === 'POST' || method === 'PATCH') &&
        (/^\/api\/[\w-]+(\/:id)?$/.test(pattern) || pattern === '/api/users/me') &&
        !TAKES_A_FILE.has(pattern) &&
        (accessRule !== 'public' || pattern === '/api/users')
    )
    const before = await digestOfRows({ except: ['throttles'] })

    const taken: string[] = []
    for (const { method, pattern } of writes) {
      const path = pattern.replace(':id', ids[pattern.split('/')[2] ?? '']?.[0] ?? acme.id)
      const response = await (method === 'POST'
        ? owner.post(path, { ...SERVER_OWNED })
        : owner.patch(path, { ...SERVER_OWNED }))
      const named = new Set(
        (response.body().errors ?? []).map(({ field }: { field: string }) => field)
      )
      const missing = Object.keys(SERVER_OWNED).filter((field) => !named.has(field))
      if (response.status() !== 422 || missing.length > 0) {
        taken.push(`${method} ${pattern}: ${response.status()}, ${missing.join()}`)
      }
    }

    assert.isAbove(writes.length, 20)
    assert.deepEqual(taken, [])
    assert.deepEqual(await digestOfRows({ except: ['throttles'] }), before)
  })
})
