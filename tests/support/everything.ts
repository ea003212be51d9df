import type { ApiClient } from '@japa/api-client'
import { installedPlugins } from '#core/plugins/installed'
import { assignRole, makeRole } from '#tests/support/access'
import { api } from '#tests/support/api'
import { PDF, attach } from '#tests/support/attachments'
import { makeApiKey } from '#tests/support/api_keys'
import { makeCustomer } from '#tests/support/customers'
import { defaultPipeline, makeDeal } from '#tests/support/deals'
import { makeEmployee } from '#tests/support/employees'
import { makeImport } from '#tests/support/imports'
import { invite } from '#tests/support/invitations'
import { makeImpersonation } from '#tests/support/impersonations'
import { makeLead } from '#tests/support/leads'
import { makePerson } from '#tests/support/people'
import { type Company, hire } from '#tests/support/personas'
import { makeProcess } from '#tests/support/processes'
import { makeSample } from '#tests/support/samples'
import { makeVendor } from '#tests/support/vendors'

/** One or more of everything that a path can name by its id, by the noun of the path. */
export async function someOfEverything(
  client: ApiClient,
  company: Company
): Promise<Record<string, string[]>> {
  const { owner } = company
  const { get, post, delete: remove } = api(client, owner)
  const made = async (path: string, body: Record<string, unknown>): Promise<string> =>
    (await post(path, body)).body().id
  const listed = async (path: string): Promise<string[]> => [(await get(path)).body().results[0].id]

  const member = await hire(company)
  const role = await makeRole(client, owner, { permissions: ['customers:read'] })
  const deleted = await makeCustomer(company)
  await remove(`/api/customers/${deleted}/`)
  const pipeline = await defaultPipeline(client, owner)
  const customer = await makeCustomer(company)
  const found: Record<string, string[]> = {
    'customers': [customer, deleted],
    'loyalty': [customer],
    'association-labels': [
      await made('/api/association-labels/', {
        from: 'customers',
        to: 'deals',
        key: 'rocket_fan',
        title: 'Rocket fan',
      }),
    ],
    'impersonations': [await makeImpersonation(company, member)],
    'calendar-feeds': [await made('/api/calendar-feeds/', { name: 'Phone' })],
    'audit-logs': await listed('/api/audit-logs/'),
    'auth': await listed('/api/auth/refresh-tokens/'),
    'employees': [await makeEmployee(company)],
    'vendors': [await makeVendor(company)],
    'people': [await makePerson(company)],
    'tasks': [await made('/api/tasks/', { subject: 'Call', due_at: '2099-01-01T09:00:00Z' })],
    'notes': [await made('/api/notes/', { body: 'They like rockets' })],
    'meetings': [await made('/api/meetings/', { subject: 'Demonstration' })],
    'calls': [await made('/api/calls/', { subject: 'Follow-up', direction: 'outbound' })],
    'messages': [
      await made('/api/messages/', {
        subject: 'Offer',
        message_id: 'a@example.com',
        visibility: 'all',
      }),
    ],
    'leads': [await makeLead(company)],
    'roles': [role],
    'api-keys': [(await makeApiKey(client, owner)).id],
    'permissions': [await made('/api/permissions/', { resource: 'rockets', action: 'launch' })],
    'user-roles': [await assignRole(client, owner, member.userId, role)],
    'user-organizations': [member.membershipId, owner.membershipId],
    'user-profiles': [
      await made('/api/user-profiles/', { user_id: member.userId, profile_type: 'vendor' }),
    ],
    'organizations': [company.id],
    'deals': [await makeDeal(company)],
    'lost-reasons': [await made('/api/lost-reasons/', { name: 'Price' })],
    'pipelines': [pipeline.id],
    'pipeline-stages': pipeline.stages.map(({ id }) => id),
    'imports': [await makeImport(company)],
    'processes': [await makeProcess(company)],
    'invitations': [(await invite(client, owner)).id],
    'attachment-uploads': [
      await made('/api/attachment-uploads/', {
        resource: 'customers',
        record_id: customer,
        name: 'offer.pdf',
        size: 1000,
      }),
    ],
    'attachments': [(await attach(client, owner, `customers/${customer}`, PDF)).body().id],
  }
  for (const resource of sampledResources(new Set(Object.keys(found)))) {
    const idsOf = (table: string) => found[table] ?? found[table.replaceAll('_', '-')] ?? []
    const id = await makeSample(client, company, resource, idsOf)
    if (id !== null) found[resource.name] = [id]
  }
  return found
}

/** Those of plugins, and those of the core that say themselves what makes a record of them. */
const sampledResources = (known: ReadonlySet<string>) =>
  installedPlugins().flatMap(({ core, resources = [] }) =>
    core ? resources.filter(({ name, sample }) => sample && !known.has(name)) : resources
  )

/** Something that would be done to it, were the record the caller's own and the caller allowed. */
export function changeFor(pattern: string): Record<string, unknown> {
  if (pattern.endsWith('_permission')) return { permission: 'customers:read' }
  if (pattern === '/api/user-organizations/:id') return { role: 'admin' }
  if (pattern === '/api/user-roles/:id') return { is_active: false }
  if (pattern === '/api/user-profiles/:id') return { is_primary: true }
  if (pattern.startsWith('/api/deals/:id'))
    return pattern.includes('los') ? { lost_reason: 'X' } : {}
  if (pattern === '/api/pipeline-stages/:id/reorder') return { order: 1 }
  if (pattern.includes('reorder')) return { stage_ids: [] }
  return pattern.endsWith('/:id') ? { name: 'Taken over' } : {}
}
