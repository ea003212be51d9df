import type router from '@adonisjs/core/services/router'
import type { InputValidator } from '#core/resources/define_resource'
import type { Operation } from '#core/resources/openapi/operation'
import type {
  CommandHandler,
  NamedActions,
  Plugin,
  RecordHandler,
  ResourceName,
} from '#core/plugins/api'
import {
  type CommandDescription,
  type CommandRoute,
  commandRoute,
} from '#core/plugins/command_routes'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Handler = Parameters<typeof router.get>[1]

/** How a plugin registers routes of its own: each asks for a permission. */
export interface PluginRoutes<S = unknown> {
  /**
   * Under `/api/<id>`.
   *
   * @param path under the plugin's own: `/points/:id/award`
   * @param permission without which the answer is 403: `loyalty-points:award`
   * @param operation what the description of the API says of it: its summary, its
   * body, and what it answers
   */
  route(
    method: Method,
    path: string,
    handler: Handler,
    permission: string,
    operation?: RouteDescription
  ): void
  /**
   * Under a record of any resource: `record('deals', 'GET', '/quote', …)` is
   * `GET /api/deals/{id}/quote/`. A caller who may not read the record is answered 404; where the
   * method writes, the record is locked until the end, and `If-Match` is kept. Neither the core nor
   * another plugin may have the path.
   *
   * @param path under the record's own; it begins with a slash
   * @param handler answers JSON: an object or a list; nothing is 204. The status is the first one of
   * `answers`, 200 by default. A GET may answer `fileAnswer(…)` or `pageAnswer(…)`
   * @param operation `body` reads what is sent, for writes; without it nothing may be sent. `query`
   * names the parameters that there are
   */
  record(
    resource: ResourceName,
    method: Method,
    path: string,
    handler: RecordHandler<S>,
    permission: string,
    operation?: RecordRouteDescription
  ): void
  /**
   * What is done to a record of a resource of the plugin's own by the name that the business has for
   * it: `command('quotes', 'send', (quote) => quote.send(), { summary, done: 'Quote sent.' })` is
   * `POST /api/quotes/{id}/send/`, which answers `{ message, quote }`. The record is locked, `If-Match`
   * kept, and what plugins take for it read; policies are asked about what the caller does by it. The
   * permission is that of the action, or the one that `permittedBy` of the resource says.
   *
   * @param name among `commands` of the resource
   * @param handler calls a command of the model; one that the record has undergone already does nothing
   */
  command<R extends ResourceName>(
    resource: R,
    name: NamedActions<R>,
    handler: CommandHandler<R, S>,
    description: CommandDescription
  ): void
}

/** What a route does, as far as the description of the API cannot know it from the route. */
export type RouteDescription = Pick<Operation, 'summary' | 'answers'> &
  Partial<Pick<Operation, 'description' | 'body' | 'query'>>

export type RecordRouteDescription = Omit<RouteDescription, 'body'> & {
  readonly body?: InputValidator
}

interface Common {
  readonly method: Method
  readonly path: string
  readonly permission: string
}

/** One route of a plugin, as it registered it. */
export type PluginRoute =
  | (Common & {
      readonly of?: undefined
      readonly handler: Handler
      readonly operation?: RouteDescription | undefined
    })
  | RecordRoute
  | CommandRoute

/** One that is under the records of a resource. */
export interface RecordRoute extends Common {
  /** The resource's name. */
  readonly of: string
  readonly handler: RecordHandler
  readonly operation?: RecordRouteDescription | undefined
  readonly command?: undefined
}

/** The routes that a plugin registers beyond those of its resources. @throws for a command of no resource of its own */
export function routesOf(plugin: Plugin): PluginRoute[] {
  const found: PluginRoute[] = []
  plugin.routes?.({
    route(method, path, handler, permission, operation) {
      found.push({ method, path, handler, permission, operation })
    },
    record(of, method, path, handler, permission, operation) {
      found.push({ of, method, path, handler, permission, operation })
    },
    command(of, name, handler, description) {
      found.push(commandRoute(plugin, of, name, handler, description))
    },
  })
  return found
}

/** Where a route is: `/api/loyalty/customers/:id/balance`, `/api/deals/:id/quote`. */
export function patternOf({ id }: Plugin, { of, path }: PluginRoute): string {
  return of === undefined ? `/api/${id}${path}` : `/api/${of}/:id${path}`
}

/** None of a plugin that cannot register them: that is said of it elsewhere. */
function readableRoutesOf(plugin: Plugin): PluginRoute[] {
  try {
    return routesOf(plugin)
  } catch {
    return []
  }
}

/** The paths under records of others at which a plugin answers: `/api/deals/:id/quote`. */
export function recordPathsOf(plugin: Plugin): string[] {
  const parents = (plugin.resources ?? [])
    .flatMap(({ parents: each }) => each)
    .map((parent) => `/api/${parent.resource}/:id/${parent.path}`)
  const own = readableRoutesOf(plugin).filter(({ of }) => of !== undefined)
  return [...new Set([...parents, ...own.map((route) => patternOf(plugin, route))])]
}

/** A route as the router knows it. */
export interface KnownRoute {
  readonly pattern: string
  readonly methods: readonly string[]
}

/**
 * What a plugin registers although the application answers there, in sentences.
 *
 * @param taken routes of the application
 */
export function takenRouteProblems(plugin: Plugin, taken: readonly KnownRoute[]): string[] {
  const claimed = [
    ...(plugin.resources ?? []).flatMap(({ name, parents }) =>
      [name, ...parents.map((parent) => `${parent.resource}/:id/${parent.path}`)].flatMap((path) =>
        ['GET', 'POST'].map((method) => ({ method, pattern: `/api/${path}` }))
      )
    ),
    ...readableRoutesOf(plugin).map((route) => ({
      method: route.method,
      pattern: patternOf(plugin, route),
    })),
  ]
  return claimed
    .filter(({ method, pattern }) =>
      taken.some((route) => route.methods.includes(method) && overlap(route.pattern, pattern))
    )
    .map(
      ({ method, pattern }) =>
        `"${plugin.id}" has the route ${method} ${pattern}, where the application answers itself`
    )
}

/** Whether there is a path that fits both. What stands for the id of a record is never a word. */
function overlap(one: string, other: string): boolean {
  const [first, second] = [one, other].map((pattern) => pattern.split('/').filter(Boolean))
  if (!first || !second || first.length !== second.length) return false
  return first.every((part, index) => fits(part, second[index] ?? ''))
}

function fits(one: string, other: string): boolean {
  if (one === other) return true
  const [first, second] = [one, other].map((part) => part.startsWith(':'))
  if (first && second) return true
  return (first === true && one !== ':id') || (second === true && other !== ':id')
}

/** What several plugins register, and what hangs under no resource, in sentences. */
export function routeProblems(plugins: readonly Plugin[]): string[] {
  const names = new Set(plugins.flatMap(({ resources = [] }) => resources.map(({ name }) => name)))
  const owners = new Map<string, string[]>()
  const claim = (id: string, said: string) => {
    const what = said.replaceAll(/:\w+/g, ':id')
    owners.set(what, [...(owners.get(what) ?? []), id])
  }
  const problems: string[] = []
  for (const plugin of plugins) {
    const { id, resources = [] } = plugin
    const places = resources.flatMap(({ name, parents }) =>
      parents.map((parent) => ({ name, parent }))
    )
    for (const { name, parent } of places) {
      for (const method of ['GET', 'POST']) {
        claim(id, `${method} /api/${parent.resource}/:id/${parent.path}`)
      }
      for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
        claim(id, `${method} /api/${parent.resource}/:id/${parent.path}/:id`)
      }
      if (!names.has(parent.resource)) {
        problems.push(`"${id}" puts "${name}" under "${parent.resource}", which is no resource`)
      }
    }
    for (const route of readableRoutesOf(plugin)) {
      claim(id, `${route.method} ${patternOf(plugin, route)}`)
      if (route.of === undefined) continue
      if (!names.has(route.of)) {
        problems.push(`"${id}" has routes under "${route.of}", which is no resource`)
      }
      if (!/^(\/(:?\w[\w-]*))+$/.test(route.path)) {
        problems.push(`"${id}" has a route of the path "${route.path}", which cannot be one`)
      }
    }
  }
  const doubles = [...owners].filter(([, ids]) => ids.length > 1)
  return [
    ...problems,
    ...doubles.map(
      ([what, ids]) => `${what} is claimed by ${ids.map((id) => `"${id}"`).join(' and ')}`
    ),
  ]
}
