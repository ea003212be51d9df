import type { ApiClient } from '@japa/api-client'
import type { JSONSchema7Definition } from 'json-schema'
import type { Company } from '#tests/support/personas'
import type { Resource } from '#core/resources/define_resource'

/**
 * A record of a plugin's resource, made by its API from what its schema says of
 * itself, so that walks over all resources reach those of plugins, too.
 *
 * @param idsOf records, by table, that it may belong to
 * @returns its id; null when the schema asks for more than can be guessed
 */
export async function makeSample(
  client: ApiClient,
  company: Company,
  resource: Resource,
  idsOf: (table: string) => readonly string[]
): Promise<string | null> {
  const { create } = (await resource.writes?.()) ?? {}
  const body = Object.entries(create?.describe?.().properties ?? {}).map(([name, schema]) => {
    const relation = Object.values(resource.relations).find(({ key }) => key === name)
    return [name, relation ? idsOf(relation.table)[0] : valueFor(schema)]
  })
  const response = await client
    .post(`/api/${resource.name}/`)
    .bearerToken(company.owner.token)
    .json(Object.fromEntries(body))
  return response.status() === 201 ? response.body().id : null
}

function valueFor(schema: JSONSchema7Definition): unknown {
  if (typeof schema === 'boolean') return undefined
  const [choice] = schema.enum ?? []
  if (choice !== undefined) return choice
  const [type] = [schema.type ?? []].flat().filter((name) => name !== 'null')
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, 1)
  return type === 'string' && (schema.minLength ?? 0) > 0 ? 'Sample' : undefined
}
