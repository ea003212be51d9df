import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { assignRole, makeRole } from '#tests/access'
import { makeApiKey } from '#tests/api_keys'
import { invite } from '#tests/invitations'
import { makeCustomer } from '#tests/customers'
import { makeEmployee } from '#tests/employees'
import { defaultPipeline, makeDeal } from '#tests/deals'
import { digestOf } from '#tests/digest'
import { makeLead } from '#tests/leads'
import { makeImpersonation } from '#tests/impersonations'
import { type Company, hire, makeCompany } from '#tests/personas'
import { turnOnAll } from '#tests/plugins'
import { unversionedRoutes } from '#tests/routes'
import { makeVendor } from '#tests/vendors'

test.group('Foreign ids | walk', () => {
  test('a foreign id is answered like an absent one, and changes nothing', async ({
    client,
    assert,
  }) => {
    const [acme, globex] = await Promise.all([makeCompany(), makeCompany('Globex')])
    await Promise.all([turnOnAll(acme), turnOnAll(globex)])
    const member = await hire(globex)
    const role = await makeRole(client, globex.owner, { permissions: ['customers:read'] })
    const deleted = await makeCustomer(globex)
    await client.delete(`/api/customers/${deleted}/`).bearerToken(globex.owner.token)
    const profile = await client
      .post('/api/user-profiles/')
      .bearerToken(globex.owner.token)
      .json({ user_id: member.userId, profile_type: 'vendor' })
    const permission = await client
      .post('/api/permissions/')
      .bearerToken(globex.owner.token)
      .json({ resource: 'rockets', action: 'launch' })
    const pipeline = await defaultPipeline(client, globex.owner)
    const reason = await client
      .post('/api/lost-reasons/')
      .bearerToken(globex.owner.token)
      .json({ name: 'Price' })
    const customer = await makeCustomer(globex)
    await client
      .post('/api/loyalty-entries/')
      .bearerToken(globex.owner.token)
      .json({ customer_id: customer, points: 5, reason: 'Birthday' })
    const foreign: Record<string, string[]> = {
      'customers': [customer, deleted],
      'loyalty': [customer],
      'loyalty-entries': await someOf(client, globex, '/api/loyalty-entries/'),
      'impersonations': [await makeImpersonation(globex, member)],
      'audit-logs': await someOf(client, globex, '/api/audit-logs/'),
      'auth': await someOf(client, globex, '/api/auth/refresh-tokens/'),
      'employees': [await makeEmployee(globex)],
      'vendors': [await makeVendor(globex)],
      'leads': [await makeLead(globex)],
      'roles': [role],
      'api-keys': [(await makeApiKey(client, globex.owner)).id],
      'permissions': [permission.body().id],
      'user-roles': [await assignRole(client, globex.owner, member.userId, role)],
      'user-organizations': [member.membershipId, globex.owner.membershipId],
      'user-profiles': [profile.body().id],
      'organizations': [globex.id],
      'deals': [await makeDeal(globex)],
      'lost-reasons': [reason.body().id],
      'pipelines': [pipeline.id],
      'pipeline-stages': pipeline.stages.map(({ id }) => id),
      'invitations': [(await invite(client, globex.owner)).id],
    }
    const before = await digestOf(globex)

    const wrong: string[] = []
    const unknown: string[] = []
    for (const { method, pattern, requirement } of unversionedRoutes()) {
      const noun = pattern.split('/')[2] ?? ''
      if (!pattern.includes('/:id') || requirement === 'public') continue
      const answer = async (id: string) => {
        const response = await client
          .request(pattern.replace(':id', id), method)
          .bearerToken(acme.owner.token)
          .json(method === 'GET' ? {} : bodyFor(pattern))
        return JSON.stringify([
          response.status(),
          { ...response.body(), request_id: null, instance: null },
        ])
      }
      const ids = foreign[noun]
      if (!ids) unknown.push(pattern)
      for (const id of ids ?? []) {
        const [there, absent] = [await answer(id), await answer(randomUUID())]
        if (there !== absent || !there.startsWith('[404,')) {
          wrong.push(`${method} ${pattern}: ${there} instead of ${absent}`)
        }
      }
    }

    assert.deepEqual(unknown, [], 'Give the walk an id of these')
    assert.deepEqual(wrong, [])
    assert.deepEqual(await digestOf(globex), before)
  })
})

/** The id of something that a list of theirs shows. */
async function someOf(client: ApiClient, { owner }: Company, list: string): Promise<string[]> {
  const response = await client.get(list).bearerToken(owner.token)
  return [response.body().results[0].id]
}

/** Something that would be done if the record were the caller's. */
function bodyFor(pattern: string): Record<string, unknown> {
  if (pattern.endsWith('_permission')) return { permission: 'customers:read' }
  if (pattern === '/api/user-organizations/:id') return { role: 'admin' }
  if (pattern === '/api/user-roles/:id') return { is_active: false }
  if (pattern === '/api/user-profiles/:id') return { is_primary: true }
  if (pattern.startsWith('/api/deals/:id'))
    return pattern.includes('los') ? { lost_reason: 'X' } : {}
  if (pattern.startsWith('/api/pipeline-stages/:id/')) return { order: 1 }
  if (pattern.includes('reorder')) return { stage_ids: [] }
  return pattern.endsWith('/:id') ? { name: 'Taken over' } : {}
}
