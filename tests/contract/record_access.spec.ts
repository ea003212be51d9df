import { randomUUID } from 'node:crypto'
import router from '@adonisjs/core/services/router'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { controllers } from '#generated/controllers'
import { type Cause, jobIdentity } from '#core/access/job_identity'
import { toProblem } from '#core/http/exceptions/to_problem'
import type { Records } from '#core/plugins/api'
import { recordsThrough } from '#core/plugins/rights/record_access'
import { resourceOfRoute } from '#core/http/middleware/resource_middleware'
import { resources } from '#core/resources/registry'
import { assignRole, makeRole, systemRole } from '#tests/support/access'
import { api } from '#tests/support/api'
import { makeApiKey } from '#tests/support/api_keys'
import { defaultPipeline, makeDeal, makePipeline } from '#tests/support/deals'
import { someOfEverything } from '#tests/support/everything'
import { type Company, hire, hireWith, makeCompany } from '#tests/support/personas'
import { turnOnAll } from '#tests/support/plugins'
import { UnitOfWork, asActor, forOrganization } from '#core/database/unit_of_work'

const VERBS = ['index', 'show', 'store', 'update', 'destroy'] as const
type Verb = (typeof VERBS)[number]

/**
 * What controllers of their own answer, and why `records()` is no way past what they hold. A new one
 * belongs here once its rule stands where both find it: in the policy, `authorizeChange`,
 * `requiredActions` or the model.
 */
const OWN: Readonly<Record<string, string>> = {
  'api-keys store': 'records() refuses it: a key is seen once',
  'api-keys update': 'records() refuses it',
  'association-labels destroy': 'the model keeps what is used; the controller replaces it first',
  'association-labels update': 'those that modules bring have no rows',
  'audit-logs index': 'shows more than the resource does, never less',
  'audit-logs show': 'shows more than the resource does, never less',
  'emails store': 'records() refuses it: what is sent is written for its sender',
  'imports store': 'records() refuses it: it takes a file',
  'invitations store': 'records() refuses it',
  'permissions destroy': 'those of the catalogue have no rows',
  'pipeline-stages destroy': 'the model keeps what has deals; the controller moves them first',
  'pipelines destroy': 'the model keeps what has deals; the controller moves them first',
  'pipelines store': 'the model lays out stages; the controller takes them',
  'roles store': 'records() refuses it',
  'roles update': 'records() refuses it',
  'user-organizations destroy': 'the policy; the controller lets members leave besides',
  'user-organizations update': 'records() refuses it',
}

/** How each verb is called, and what `records()` has for it. */
const CALLS: Readonly<
  Record<
    Verb,
    {
      method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
      through: (records: Records, id: string) => Promise<unknown>
    }
  >
> = {
  index: { method: 'GET', through: (records) => records.list() },
  show: { method: 'GET', through: (records, id) => records.find(id) },
  store: { method: 'POST', through: (records) => records.create({}) },
  update: { method: 'PATCH', through: (records, id) => records.update(id, {}) },
  destroy: { method: 'DELETE', through: (records, id) => records.delete(id, { force: true }) },
}

/** Does something by `records()` on behalf of a caller or the system, and undoes it. @returns why it was refused */
async function through(
  { id: organizationId }: Company,
  cause: Cause,
  name: string,
  work: (records: Records) => Promise<unknown>
): Promise<{ status: number; code?: string | undefined; message: string } | null> {
  const organization = forOrganization(organizationId)
  const options = cause
    ? asActor(organization, { actorId: cause.userId, apiKeyId: cause.keyId, requestId: '' })
    : organization
  return UnitOfWork.run(options, async (unit) => {
    unit.markForRollback()
    const actor = async () => (cause ? jobIdentity(cause) : null)
    try {
      const found = await work(recordsThrough({ run: (inside) => inside(), actor }, name))
      return found === null ? { status: 404, code: 'not_found', message: '' } : null
    } catch (error) {
      const { status, code } = toProblem(error)
      return { status, code, message: error instanceof Error ? error.message : '' }
    }
  })
}

test.group('Contract | what plugins reach by records()', (group) => {
  let acme: Company
  group.each.setup(async () => {
    acme = await makeCompany()
    await turnOnAll(acme)
  })

  /** By resource and verb, whether it has a route there, and one that it shares with all. */
  function routed(): ReadonlyMap<string, { isGeneric: boolean }> {
    const found = new Map<string, { isGeneric: boolean }>()
    for (const route of Object.values(router.toJSON()).flat()) {
      const resource = resourceOfRoute([...route.middleware.all()])
      const [, , path, rest] = /^\/(api)\/([^:]+?)(\/:id)?$/.exec(route.pattern) ?? []
      if (!resource || path !== resource.name || typeof route.handler === 'function') continue
      const { reference } = route.handler
      const [controller, verb] = Array.isArray(reference) ? reference : []
      const isRecord = rest !== undefined
      const names = isRecord ? ['show', 'update', 'destroy'] : ['index', 'store']
      if (verb === undefined || !names.includes(verb)) continue
      const isGeneric = Object.is(controller, controllers.Resource)
      found.set(`${resource.name} ${verb}`, { isGeneric })
    }
    return found
  }

  const pathOf = (name: string, verb: Verb, id: string) =>
    verb === 'index' || verb === 'store' ? `/api/${name}/` : `/api/${name}/${id}/`
  const callApi = async (
    client: ApiClient,
    token: string,
    { name, verb, id }: { name: string; verb: Verb; id: string }
  ) => {
    const { get, post, patch, delete: remove } = api(client, { ...acme.owner, token })
    const path = pathOf(name, verb, id)
    if (verb === 'store') return (await post(path)).status()
    if (verb === 'update') return (await patch(path, {})).status()
    return (await (verb === 'destroy' ? remove(path) : get(path))).status()
  }

  test('each rule that a controller of its own holds is known here', ({ assert }) => {
    const own = [...routed()].filter(([name, { isGeneric }]) => !isGeneric && !ofUsers(name))
    assert.sameMembers(
      own.map(([name]) => name),
      Object.keys(OWN)
    )
  })

  const ofUsers = (name: string) => resources.get(name.split(' ')[0] ?? '')?.baseScope !== undefined

  test('what the API has no way for, and what takes more there, no one does, nor the system', async ({
    client,
    assert,
  }) => {
    const ids = await someOfEverything(client, acme)
    const known = routed()
    const owner = { userId: acme.owner.userId, keyId: null }
    for (const { name } of resources.values()) {
      for (const verb of VERBS) {
        const place = `${name} ${verb}`
        const isRefused = !known.has(place) || OWN[place]?.startsWith('records() refuses')
        if (!isRefused && !ofUsers(name)) continue
        const id = ids[name]?.[0] ?? randomUUID()
        for (const cause of [owner, null]) {
          const refusal = await through(acme, cause, name, (records) =>
            CALLS[verb].through(records, id)
          )
          assert.include(refusal?.message, `records('${name}')`, `${place} by ${cause?.userId}`)
        }
      }
    }
  }).timeout(400_000)

  test('what the API refuses to a caller, records() refuses, too', async ({ client, assert }) => {
    const ids = await someOfEverything(client, acme)
    const reads = [...resources.values()]
      .filter(({ permissions }) => permissions.includes('read'))
      .map((resource) => resource.permission('read'))
    const [nobody, reader] = [await hire(acme), await hireWith(acme, reads)]
    const narrowed = await makeApiKey(client, acme.owner, {
      role: 'admin',
      permissions: ['customers:read'],
    })
    const callers = [
      { who: 'nobody', token: nobody.token, cause: { userId: nobody.userId, keyId: null } },
      { who: 'reader', token: reader.token, cause: { userId: reader.userId, keyId: null } },
      {
        who: 'key',
        token: narrowed.key,
        cause: { userId: acme.owner.userId, keyId: narrowed.id },
      },
    ]
    let compared = 0
    for (const { name } of resources.values()) {
      const id = ids[name]?.[0] ?? randomUUID()
      for (const { who, token, cause } of callers) {
        for (const verb of VERBS) {
          const answered = await callApi(client, token, { name, verb, id })
          if (answered < 400) continue
          compared += 1
          const refusal = await through(acme, cause, name, (records) =>
            CALLS[verb].through(records, id)
          )
          assert.isNotNull(refusal, `${who}: ${verb} of ${name} is ${answered} by the API`)
        }
      }
    }
    assert.isAbove(compared, 100)
  }).timeout(400_000)

  test('no one hands on by records() what they do not hold', async ({ client, assert }) => {
    const { owner } = acme
    const grants = ['user-roles:create', 'user-roles:update', 'user-roles:read', 'roles:read']
    const member = await hireWith(acme, [...grants, 'members:read', 'customers:read'])
    const cause = { userId: member.userId, keyId: null }
    const [admin, held, more] = [
      await systemRole(client, owner, 'admin'),
      await makeRole(client, owner, { permissions: ['customers:read'] }),
      await makeRole(client, owner, { permissions: ['customers:delete'] }),
    ]
    const other = await hire(acme)
    const asleep = await assignRole(client, owner, other.userId, more)
    const off = await api(client, owner).patch(`/api/user-roles/${asleep}/`, { is_active: false })
    off.assertStatus(200)
    const assigning = (role: string, user = other.userId) =>
      through(acme, cause, 'user-roles', (records) =>
        records.create({ user_id: user, role_id: role })
      )

    for (const role of [admin, more]) {
      for (const user of [member.userId, other.userId]) {
        assert.containsSubset(await assigning(role, user), { status: 403 })
      }
    }
    assert.isNull(await assigning(held))
    assert.containsSubset(
      await through(acme, cause, 'user-roles', (records) =>
        records.update(asleep, { is_active: true })
      ),
      { status: 403 }
    )
    const system = await through(acme, null, 'user-roles', (records) =>
      records.create({ user_id: other.userId, role_id: admin })
    )
    assert.isNull(system)
  })

  test('pipelines and stages keep their deals, also from who forces it', async ({
    client,
    assert,
  }) => {
    const { owner } = acme
    await defaultPipeline(client, owner)
    const pipeline = await makePipeline(client, owner)
    const [stage] = pipeline.stages
    await makeDeal(acme, { pipeline_id: pipeline.id })
    const by = { userId: owner.userId, keyId: null }
    for (const cause of [by, null]) {
      for (const [name, id] of [
        ['pipelines', pipeline.id],
        ['pipeline-stages', String(stage?.id)],
      ] as const) {
        const refusal = await through(acme, cause, name, (records) =>
          records.delete(id, { force: true })
        )
        assert.containsSubset(refusal, { status: 409 }, name)
      }
      const made = await through(acme, cause, 'pipelines', async (records) => {
        const { id } = await records.create({ name: 'New' })
        const found = await UnitOfWork.get().query(
          'SELECT FROM pipeline_stages WHERE organization_id = app_organization() AND pipeline_id = $1',
          [id]
        )
        assert.equal(found.rowCount, 3)
        return id
      })
      assert.isNull(made)
    }
  })
})
