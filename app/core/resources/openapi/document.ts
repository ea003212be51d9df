import { hash } from 'node:crypto'
import type { JSONSchema7 } from 'json-schema'
import logger from '@adonisjs/core/services/logger'
import { appUrl } from '#config/app'
import { apiRoutes } from '#core/resources/openapi/api_routes'
import { COMPONENTS, FIELD_ERROR, PROBLEM } from '#core/resources/openapi/components'
import { nameOfRef } from '#core/resources/openapi/operation'
import { filterComponent, filterParameters } from '#core/resources/openapi/filter_parameters'
import {
  type OperationObject,
  PARAMETERS,
  operationObject,
} from '#core/resources/openapi/operation_object'
import { apiDescription, operationOf } from '#core/resources/openapi/operations'
import { type Reader, everything } from '#core/resources/openapi/reader'
import { resourceSchemas } from '#core/resources/openapi/resource_schemas'
import app from '@adonisjs/core/services/app'
import { installedGeneration } from '#core/plugins/installed'
import { applicationVersion } from '#core/support/application_version'
import type { Resource } from '#core/resources/define_resource'
import { resources } from '#core/resources/registry'

const ABOUT = `Customers, leads and deals of many organizations, each of which sees its own.
Log in at \`/api/auth/login\`, and send the access token, or an API key, as a bearer. Every path is
served with and without a slash behind it.`

export interface OpenApiDocument {
  readonly openapi: '3.1.1'
  readonly info: Readonly<Record<string, unknown>>
  readonly servers: readonly { readonly url: string }[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JSONSchema7>>
    readonly [kind: string]: unknown
  }
}

/**
 * The API in the words of OpenAPI 3.1, made of the routes, what they ask for,
 * and the resources: what cannot be seen or done is not described.
 */
export async function describeApi(reader: Reader): Promise<OpenApiDocument> {
  const { operations, schemas } = await apiDescription()
  const known = await knownSchemas(reader, schemas)
  const paths: Record<string, Record<string, OperationObject>> = {}
  const tags = new Set<string>()
  for (const route of apiRoutes()) {
    const operation = operationOf(route, operations)
    if (!operation || !reader.reaches(route.accessRule, route.pluginId)) continue
    const described = unlessBroken(route.pattern, () => operationObject(route, operation, reader))
    if (!described) continue
    for (const tag of described.tags) tags.add(tag)
    const path = (paths[pathOf(route.pattern)] ??= {})
    path[route.method.toLowerCase()] = described
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'headless-crm',
      version: await applicationVersion(app),
      summary: 'A multi-tenant CRM that other software builds on.',
      description: ABOUT,
      contact: { name: 'The operator of this installation', url: appUrl },
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [{ url: appUrl }],
    security: [{ bearer: [] }],
    tags: [...tags].map((name) => ({ name, description: `What is under \`/api/${name}\`.` })),
    paths,
    components: {
      ...COMPONENTS,
      parameters: { ...COMPONENTS.parameters, ...mentionedFilters(paths, reader) },
      schemas: mentioned(paths, known),
    },
  }
}

interface Written {
  readonly body: string
  /** Its entity tag. */
  readonly tag: string
}

let whole: { readonly generation: number; readonly written: Promise<Written> } | undefined

/** The description of everything that is installed, as JSON; written once. */
export function wholeDescription(): Promise<Written> {
  const generation = installedGeneration()
  if (whole?.generation !== generation) {
    const written = describeApi(everything()).then((document) => {
      const body = JSON.stringify(document)
      return { body, tag: `"${hash('sha1', body, 'base64url')}"` }
    })
    whole = { generation, written }
  }
  return whole.written
}

/** One operation that cannot be described takes the description from nobody: it is left out. */
function unlessBroken<T>(name: string, describe: () => T): T | null {
  try {
    return describe()
  } catch (error) {
    leaveOut(name, error)
    return null
  }
}

function leaveOut(name: string, error: unknown): void {
  logger.error({ err: error, described: name }, 'this is missing from the description of the API')
}

/** What is referred to and known to nobody: anything. */
function undescribed(name: string): JSONSchema7 {
  leaveOut(name, new Error(`There is no schema "${name}"`))
  return { description: 'It could not be described.' }
}

/** `/api/customers/:id` → `/api/customers/{id}`; the same path with a slash behind it is served, too. */
export function pathOf(pattern: string): string {
  return pattern.replaceAll(/:(\w+)/g, '{$1}')
}

/** The filters that operations refer to, by the names of their components. */
function mentionedFilters(paths: OpenApiDocument['paths'], reader: Reader) {
  const operations = Object.values(paths).flatMap((path) => Object.values(path))
  const refs = new Set(
    operations.flatMap(({ parameters }) =>
      parameters.flatMap((parameter) => ('$ref' in parameter ? parameter.$ref : []))
    )
  )
  const filtersOf = (declared: Resource) => {
    const resource = reader.see(declared)
    return filterParameters(resource, reader.visible(resource)).map(
      (parameter) => [filterComponent(resource, parameter), parameter] as const
    )
  }
  const filters = [...resources.values()].flatMap(
    (resource) => unlessBroken(resource.name, () => filtersOf(resource)) ?? []
  )
  return Object.fromEntries(filters.filter(([name]) => refs.has(`${PARAMETERS}${name}`)))
}

/** Everything that can be referred to, by its name. */
async function knownSchemas(
  reader: Reader,
  others: Readonly<Record<string, JSONSchema7>>
): Promise<ReadonlyMap<string, JSONSchema7>> {
  const schemas = await Promise.all(
    [...resources.values()].map(async (resource) => {
      try {
        return await resourceSchemas(resource, reader)
      } catch (error) {
        leaveOut(resource.name, error)
        return {}
      }
    })
  )
  return new Map([
    ...schemas.flatMap((named) => Object.entries(named)),
    ['Problem', PROBLEM],
    ['FieldError', FIELD_ERROR],
    ...Object.entries(others),
  ])
}

/** The schemas that something refers to, and those that they refer to. */
function mentioned(described: unknown, known: ReadonlyMap<string, JSONSchema7>) {
  const found = new Map<string, JSONSchema7>()
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, member] of Object.entries(value)) {
      const name = key === '$ref' ? nameOfRef(member) : null
      if (name === null) visit(member)
      else if (!found.has(name)) {
        const schema = known.get(name) ?? undescribed(name)
        found.set(name, schema)
        visit(schema)
      }
    }
  }
  visit([described, COMPONENTS])
  return Object.fromEntries([...found].sort(([one], [other]) => (one < other ? -1 : 1)))
}
