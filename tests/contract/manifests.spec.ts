import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import list from '#config/plugins'
import { controllers } from '#generated/controllers'
import { nounOf } from '#core/resources/concerns/emits_events'
import { catalogue } from '#core/access/permission_catalog'
import { isImportable } from '#plugins/imports/models/import/importable'
import { permissionsOfSystemRole, systemRoles } from '#core/access/system_roles'
import { accessRuleName } from '#core/access/route_access_rule'
import type { Resource } from '#core/resources/define_resource'
import { resources as known } from '#core/resources/registry'
import { type WalkedRoute, unversionedRoutes } from '#tests/support/routes'

const resources = list.flatMap(({ id, resources: own = [] }) =>
  own.map((resource) => ({ id, resource }))
)

/** The standard actions with the route that each of them is. */
const ROUTES: Readonly<Record<string, readonly [method: string, path: string]>> = {
  read: ['GET', ''],
  create: ['POST', ''],
  update: ['PATCH', '/:id'],
  delete: ['DELETE', '/:id'],
  restore: ['POST', '/:id/restore'],
  bulk: ['POST', '/bulk_update'],
  export: ['GET', '/export'],
}

/** Those whose own controllers check what is written, with the room of their validators. */
const OWN_VALIDATORS: ReadonlyMap<string, () => Promise<object>> = new Map<
  string,
  () => Promise<object>
>([
  ['api-keys', () => import('#plugins/access/validators/api_key')],
  ['emails', () => import('#plugins/emails/validators/email')],
  ['imports', () => import('#plugins/imports/validators/import')],
  ['invitations', () => import('#plugins/access/validators/invitation')],
  ['roles', () => import('#plugins/access/validators/role')],
  ['user-organizations', () => import('#plugins/identity/validators/membership')],
])

/** The controller that answers a path. */
function handlerOf(method: string, pattern: string): unknown {
  const [routes = []] = Object.values(router.toJSON())
  const route = routes.find(
    (candidate) =>
      candidate.pattern.replace(/\/$/, '') === pattern && candidate.methods.includes(method)
  )
  const handler = route?.handler
  return typeof handler === 'object' && Array.isArray(handler.reference)
    ? handler.reference[0]
    : undefined
}

function routeOf({ name }: Resource, action: string, routes: readonly WalkedRoute[]) {
  const [method, path] = ROUTES[action] ?? ['', '']
  return routes.find(
    (route) => route.method === method && route.pattern.replace(/\/$/, '') === `/api/${name}${path}`
  )
}

test.group('Manifests', () => {
  test('each resource is known, and belongs to one module: {resource.name}')
    .with(resources)
    .run(({ assert }, { resource }) => {
      assert.equal(known.get(resource.name), resource)
    })

  test('each permission of {resource.name} can be granted, and the admin has it')
    .with(resources)
    .run(({ assert }, { resource }) => {
      const names = resource.permissions.map(resource.permission)
      for (const name of names) {
        assert.isTrue(catalogue.has(name), `${name} is in the catalogue`)
        if (name === 'organizations:delete') continue
        assert.isTrue(permissionsOfSystemRole('admin').has(name), `the admin has ${name}`)
      }
    })

  test('each standard action of {resource.name} has its route, which asks for its permission')
    .with(resources)
    .run(({ assert }, { resource }) => {
      const routes = unversionedRoutes()
      for (const action of resource.permissions.filter((name) => name in ROUTES)) {
        const route = routeOf(resource, action, routes)
        assert.isDefined(route, `${resource.name} has no route for "${action}"`)
        const asked = route?.accessRule ? accessRuleName(route.accessRule) : 'nothing'
        assert.include(
          [resource.permission(action), 'member', 'account'],
          asked,
          `${route?.method} ${route?.pattern}`
        )
      }
    })

  test('{resource.name} has a model that announces its noun, and validators, when it is written')
    .with(resources)
    .run(async ({ assert }, { resource }) => {
      const isWritten = ['create', 'update', 'delete'].some((action) =>
        resource.permissions.includes(action)
      )
      if (!isWritten) return
      const model = (await resource.model?.())?.default
      assert.isDefined(model, `${resource.name} has no model`)
      if (model) assert.equal(nounOf(model), resource.noun)
      if (resource.permissions.includes('create') || resource.permissions.includes('update')) {
        const own = OWN_VALIDATORS.get(resource.name)
        if (own) assert.isNotEmpty(Object.keys(await own()))
        else assert.properties((await resource.writes?.()) ?? {}, ['create', 'update'])
      }
    })

  test('changes of {resource.name} are in the audit log under its noun')
    .with(resources)
    .run(async ({ assert }, { resource }) => {
      if (!resource.model) return
      const { default: model } = await resource.model()
      model.boot()
      const { table } = model
      const stored = resource.storedIn ?? table
      const { rows } = await db.rawQuery<{ rows: { noun: string }[] }>(
        `SELECT DISTINCT split_part(encode(g.tgargs, 'escape'), '\\000', 1) AS noun FROM pg_trigger g
         JOIN pg_proc f ON f.oid = g.tgfoid AND f.proname = 'audit_record'
         WHERE g.tgrelid = '${stored}'::regclass`
      )
      /* A table of several resources has triggers of each. */
      const own = stored === table ? rows : rows.filter(({ noun }) => noun === resource.noun)
      assert.deepEqual(own, [{ noun: resource.noun }])
    })

  test('{resource.name} can be imported only when the generic controller makes its records')
    .with(resources)
    .run(async ({ assert }, { resource }) => {
      if (!isImportable(resource)) return
      const handler = handlerOf('POST', `/api/${resource.name}`)
      assert.equal(handler, controllers.Resource, `${resource.name} has a store of its own`)
      const { create } = (await resource.writes?.()) ?? {}
      assert.isNotEmpty(create?.describe?.().properties, 'and says what it reads')
    })

  test('what modules give built-in roles exists', ({ assert }) => {
    for (const { id, roles = {} } of list) {
      for (const { key } of systemRoles) {
        for (const pattern of roles[key] ?? []) {
          const [name = '', reach = 'all'] = pattern.split('/')
          const [resource, action] = name.split(':')
          const exists = [...catalogue.values()].some(
            (entry) =>
              entry.resource === resource &&
              (action === '*' || entry.action === action) &&
              (reach === 'all' || (reach === 'own' && entry.isNarrowable))
          )
          assert.isTrue(exists, `${id} gives ${key} "${pattern}"`)
        }
      }
    }
  })
})
