import { type HttpContext, errors } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import { Problem, notFound } from '#core/http/exceptions/problem'
import { installedPlugins, missingPlugins } from '#core/plugins/installed'
import { answersAt, namedOf, unavailable } from '#core/plugins/isolation/missing'
import { namesOwnedBy } from '#core/plugins/naming'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'
import { UUID } from '#core/resources/uuid'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
const SOME_ID = '00000000-0000-0000-0000-000000000000'

type Request = HttpContext['request']

/** What is wrong with a request that no route answers; null for what went wrong elsewhere. */
export function unmatchedProblem(error: unknown, request: Request): Problem | null {
  if (!(error instanceof errors.E_ROUTE_NOT_FOUND)) return null
  return wrongMethod(request) ?? malformedId(request) ?? missingPlugin(request)
}

/** A path that exists for another method is not unknown: 405, and which methods it has. */
function wrongMethod(request: Request): Problem | null {
  const allowed = METHODS.filter((method) => isAnswered(request, request.url(), method))
  if (allowed.length === 0) return null
  return new Problem(405, {
    code: 'method_not_allowed',
    detail: `This path answers ${allowed.join(', ')}.`,
    headers: { Allow: allowed.join(', ') },
  })
}

/** What is no id is the id of nothing: 404 in the words for a record that is absent. */
function malformedId(request: Request): Problem | null {
  const parts = request.url().split('/')
  for (const [index, name] of parts.slice(0, -1).entries()) {
    const resource =
      resources.get(name) ??
      resources.get(`${parts[index - 1]}/${name}`) ??
      relatedAt(parts[index - 2], name)
    if (UUID.test(parts[index + 1] ?? '')) continue
    const path = parts.with(index + 1, SOME_ID)
    /* Nor need what stands behind it be one. */
    const paths = index + 3 < parts.length ? [path, path.with(index + 3, SOME_ID)] : [path]
    if (paths.some((each) => isAnswered(request, each.join('/'), request.method()))) {
      return notFound(resource?.singular ?? singularOf(name))
    }
  }
  return null
}

/** What is no resource, and has ids: `attachment-uploads` → `attachment_upload`. */
function singularOf(name: string): string {
  return name.replace(/s$/, '').replaceAll('-', '_')
}

/** The resource whose records are under those of another by this name. */
function relatedAt(of: string | undefined, path: string): Resource | undefined {
  return [...resources.values()].find(({ parents }) =>
    parents.some((parent) => parent.resource === of && parent.path === path)
  )
}

/** What a plugin adds is under names that begin with its id, or below records of others, also while it does not run. */
function missingPlugin(request: Request): Problem | null {
  const missing = missingPlugins()
  if (missing.length === 0) return null
  const plugins = [...missing.map(namedOf), ...installedPlugins()]
  const path = request
    .url()
    .replace(/^\/api\/v1\//, '/api/')
    .replace(/\/$/, '')
  const [, name = ''] = /^\/api\/([^/]+)/.exec(path) ?? []
  const isUnder = resources.has(name)
  const owner = missing.find(
    (plugin) => namesOwnedBy(namedOf(plugin), plugins)(name) || (isUnder && answersAt(plugin, path))
  )
  return owner === undefined ? null : unavailable(owner.id)
}

function isAnswered({ parsedUrl }: Request, path: string, method: string): boolean {
  return router.match(path, method, parsedUrl.shouldDecodeParam) !== null
}
