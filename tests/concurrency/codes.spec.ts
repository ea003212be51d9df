import { test } from '@japa/runner'
import { api } from '#tests/support/api'
import { makeCompany } from '#tests/support/personas'

const NOUNS: readonly (readonly [string, string, Record<string, unknown>])[] = [
  ['employees', 'EMP', { full_name: 'Eve Moss' }],
  ['vendors', 'VEND', { name: 'Paper Ltd' }],
  ['customers', 'CUST', { name: 'Ann Lee' }],
  ['leads', 'LEAD', { name: 'Ann Lee' }],
]

test.group('Codes under concurrency', () => {
  test('{0}: twenty made at once get twenty codes without a gap')
    .with([...NOUNS])
    .run(async ({ client, assert }, [noun, prefix, body]) => {
      const acme = await makeCompany()
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => api(client, acme.owner).post(`/api/${noun}/`, body))
      )
      assert.deepEqual(
        answers.map((answer) => answer.body().code).toSorted(),
        Array.from({ length: 20 }, (_, index) => `${prefix}${String(index + 1).padStart(3, '0')}`)
      )
    })
})
