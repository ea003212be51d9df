import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import type { ThrottleName } from '#config/throttle'
import { readsOnly } from '#core/http/middleware/reads_only'
import { imageNamed } from '#core/images/image_request'
import { takesPart } from '#core/associations/participants'
import type { AccessRule } from '#core/access/access_rule'
import { middleware } from '#start/kernel'
import { type Parent, RELATED_ID, type Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { StartupError } from '#core/health/startup_error'

const { access, throttle } = middleware

type Verb = 'index' | 'show' | 'store' | 'update' | 'destroy'

/** The permission that each verb asks for, and that a resource has or has not. */
const ACTIONS: Readonly<Record<Verb, string>> = {
  index: 'read',
  show: 'read',
  store: 'create',
  update: 'update',
  destroy: 'delete',
}

type Handler = Parameters<typeof router.get>[1]

/** What is asked of a list by a body: whoever may read the list may ask. */
const QUESTIONS: readonly (readonly [path: string, handler: Handler])[] = [
  ['query', [controllers.Queries, 'store']],
  ['aggregate', [controllers.Aggregates, 'store']],
]

/** What is particular about the routes of a resource. */
interface Particulars {
  /** The verbs that a controller of the resource's own answers. */
  readonly own?: Readonly<Partial<Record<Verb, Handler>>>
  /** The verbs that ask for something else than their permission. */
  readonly ask?: Readonly<Partial<Record<Verb, AccessRule>>>
  /** The verbs of which a user may make only so many attempts. */
  readonly limit?: Readonly<Partial<Record<Verb, ThrottleName>>>
  /** Registers the routes of its further nouns, under its path. */
  readonly more?: (may: May) => void
}

type May = (action: string) => ReturnType<typeof access>

/**
 * The routes of any resource, from its definition: a standard action that it
 * does not have has no route.
 *
 * @throws {StartupError} when no plugin lists it: it would have neither permissions nor a description
 */
export function resourceRoutes(
  resource: Resource,
  { own = {}, ask = {}, limit = {}, more }: Particulars = {}
) {
  if (resources.get(resource.name) !== resource) {
    throw new StartupError(
      `The resource "${resource.name}" has routes, and no plugin lists it. Add it to "resources" of ` +
        'a manifest, app/plugins/<id>/index.ts, whose plugin is in config/plugins.ts.'
    )
  }
  const may: May = (action) => access({ permission: resource.permission(action) })
  const has = (action: string) => resource.permissions.includes(action)
  const named = (name: string) => `${resource.name.replaceAll('-', '_')}.${name}`

  const ruleOf = (name: Verb) =>
    name === 'destroy' && !own.destroy
      ? deletionRule(resource)
      : { permission: resource.permission(ACTIONS[name]) }
  const verb = (name: Verb, path: string, methods: string[], generic: Handler) => {
    const asked = ask[name]
    if (!asked && !has(ACTIONS[name])) return
    const throttled = limit[name]
    router
      .route(path, methods, own[name] ?? generic)
      .use(throttled ? [throttle(throttled)] : [])
      .use(access(asked ?? ruleOf(name)))
      .as(named(name))
  }

  router
    .group(() => {
      more?.(may)
      verb('index', '/', ['GET', 'HEAD'], [controllers.Resource, 'index'])
      verb('show', '/:id', ['GET', 'HEAD'], [controllers.Resource, 'show'])
      verb('store', '/', ['POST'], [controllers.Resource, 'store'])
      verb('update', '/:id', ['PUT', 'PATCH'], [controllers.Resource, 'update'])
      verb('destroy', '/:id', ['DELETE'], [controllers.Resource, 'destroy'])
      if (has('restore')) {
        router
          .post('/:id/restore', [controllers.Restorations, 'store'])
          .use(may('restore'))
          .as(named('restore'))
      }
      if (has('bulk')) {
        router
          .post('/bulk_delete', [controllers.BulkDeletions, 'store'])
          .use(may('bulk'))
          .as(named('bulk_delete'))
        router
          .post('/bulk_update', [controllers.BulkUpdates, 'store'])
          .use(may('bulk'))
          .as(named('bulk_update'))
      }
      if (ask.index || has('read')) {
        for (const [path, handler] of QUESTIONS) {
          router
            .post(`/${path}`, handler)
            .use([readsOnly, access(ask.index ?? ruleOf('index'))])
            .as(named(path))
        }
      }
      if (has('export')) {
        for (const path of ['export', 'export_csv']) {
          router.get(`/${path}`, [controllers.Exports, 'show']).use(may('export')).as(named(path))
        }
      }
    })
    .prefix(`/${resource.name}`)
    .use(middleware.resource(resource))
  if (takesPart(resource)) associationRoutes(resource, named)
  if (resource.timeline) timelineRoute(resource, named)
  for (const name of resource.images) imageRoutes(resource, name)
  resource.parents.forEach((parent, index) =>
    relatedRoutes(
      resource,
      parent,
      resource.name.replaceAll('-', '_'),
      index === 0 ? '' : `_of_${parent.resource}`
    )
  )
}

/** With which records of others its own are associated. Who changes that changes the one in the path. */
function associationRoutes(resource: Resource, named: (name: string) => string) {
  const list = `/${resource.name}/:id/associations/:other`
  const one = `${list}/:other_id`
  const read = resource.permission('read')
  const update = resource.permission('update')
  router
    .group(() => {
      router
        .route(list, ['GET', 'HEAD'], [controllers.associations.Associations, 'index'])
        .use(access({ permission: read }))
        .as(named('associations'))
      router
        .route(one, ['GET', 'HEAD'], [controllers.associations.Associations, 'show'])
        .use(access({ permission: read }))
        .as(named('association'))
      router
        .put(one, [controllers.associations.Associations, 'update'])
        .use(access({ permission: update }))
        .as(named('associate'))
      router
        .delete(one, [controllers.associations.Associations, 'destroy'])
        .use(access({ permission: update }))
        .as(named('dissociate'))
    })
    .use(middleware.resource(resource))
}

/** What happened with a record, for who may read it. */
function timelineRoute(resource: Resource, named: (name: string) => string) {
  router
    .group(() => {
      router
        .route(
          `/${resource.name}/:id/timeline`,
          ['GET', 'HEAD'],
          [controllers.timeline.Timelines, 'index']
        )
        .use(access({ permission: resource.permission('read') }))
        .as(named('timeline'))
    })
    .use(middleware.resource(resource))
}

/**
 * A picture of a record, which is seen by who may read that, and changed by who may change it.
 *
 * @param of the parameter of the path that names the organization, where the record is one
 */
export function imageRoutes(resource: Resource, name: string, of?: string) {
  const path = `/${resource.name}/:id/${name}`
  const named = (verb: string) => `${resource.name.replaceAll('-', '_')}.${verb}_${name}`
  const permission = resource.permission('update')
  const asked = of === undefined ? { permission } : { permission, of }
  const read = of === undefined ? { permission: resource.permission('read') } : { of }
  router
    .group(() => {
      router
        .route(path, ['GET', 'HEAD'], [controllers.images.RecordImages, 'show'])
        .use(access(read))
        .as(named('show'))
      router
        .put(path, [controllers.images.RecordImages, 'update'])
        .use(access({ ...asked, accepts: 'file' }))
        .as(named('update'))
      router
        .delete(path, [controllers.images.RecordImages, 'destroy'])
        .use(access(asked))
        .as(named('destroy'))
    })
    .use([middleware.resource(resource), imageNamed(name)])
}

/** What a deletion by the generic controller asks for. */
function deletionRule({ permission, softDeletes }: Resource) {
  return { permission: permission('delete'), ...(softDeletes && { parameters: ['force'] }) }
}

/**
 * The records under one of another resource: their list, what makes one there, and each of them.
 *
 * @param more what their names end with, where the resource is under several others
 */
export function relatedRoutes(
  resource: Resource,
  { resource: of, path }: Parent,
  named: string,
  more = ''
) {
  const own = resource.permission
  const has = (action: string) => resource.permissions.includes(action)
  const under = `/${of}/:id/${path}`
  const one = `${under}/:${RELATED_ID}`
  router
    .group(() => {
      if (has('read')) {
        router
          .route(under, ['GET', 'HEAD'], [controllers.RelatedRecords, 'index'])
          .use(access({ permission: own('read') }))
          .as(`${named}.related${more}`)
        router
          .route(one, ['GET', 'HEAD'], [controllers.RelatedRecords, 'show'])
          .use(access({ permission: own('read') }))
          .as(`${named}.show_related${more}`)
      }
      if (has('create')) {
        router
          .post(under, [controllers.RelatedRecords, 'store'])
          .use(access({ permission: own('create') }))
          .as(`${named}.relate${more}`)
      }
      if (has('update')) {
        router
          .route(one, ['PUT', 'PATCH'], [controllers.RelatedRecords, 'update'])
          .use(access({ permission: own('update') }))
          .as(`${named}.update_related${more}`)
      }
      if (has('delete')) {
        router
          .delete(one, [controllers.RelatedRecords, 'destroy'])
          .use(access(deletionRule(resource)))
          .as(`${named}.destroy_related${more}`)
      }
    })
    .use(middleware.resource(resource))
}

/** The routes that take a record into use and out of it. */
export function activationRoutes(may: May, named: string) {
  router
    .post('/:id/activate', [controllers.Activations, 'store'])
    .use(may('update'))
    .as(`${named}_activations.store`)
  router
    .post('/:id/deactivate', [controllers.Activations, 'destroy'])
    .use(may('update'))
    .as(`${named}_activations.destroy`)
}
