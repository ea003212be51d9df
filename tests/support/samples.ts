import type { ApiClient } from '@japa/api-client'
import type { JSONSchema7Definition } from 'json-schema'
import type { Company } from '#tests/support/personas'
import { inCompany } from '#tests/support/records'
import type { Resource } from '#core/resources/define_resource'

/**
 * A record of a plugin's resource, so that walks over all resources reach those of
 * plugins, too: made by its API of what it says of itself in `sample`, or of what
 * its schema says.
 *
 * @param idsOf records, by table, that it may belong to
 * @returns its id; null when the schema asks for more than can be guessed
 * @throws when what `sample` says is refused
 */
export async function makeSample(
  client: ApiClient,
  company: Company,
  resource: Resource,
  idsOf: (table: string) => readonly string[]
): Promise<string | null> {
  const said = await sampleOf(company, resource, idsOf)
  if (typeof said === 'string') return said
  const response = await client
    .post(`/api/${resource.name}/`)
    .bearerToken(company.owner.token)
    .json(said ?? (await guessed(resource, idsOf)))
  if (response.status() === 201) return response.body().id
  if (said === undefined) return null
  throw new Error(`The sample of "${resource.name}" is refused: ${response.text()}`)
}

function sampleOf(
  company: Company,
  { sample, name }: Resource,
  idsOf: (table: string) => readonly string[]
) {
  const idOf = (table: string) => {
    const [id] = idsOf(table)
    if (id === undefined) throw new Error(`"${name}" wants a record of ${table} for its sample`)
    return id
  }
  return inCompany(company, async () => sample?.({ idOf }))
}

async function guessed(resource: Resource, idsOf: (table: string) => readonly string[]) {
  const { create } = (await resource.writes?.()) ?? {}
  const body = Object.entries(create?.describe?.().properties ?? {}).map(([name, schema]) => {
    const relation = Object.values(resource.relations).find(({ key }) => key === name)
    return [name, relation ? idsOf(relation.table)[0] : valueFor(schema)]
  })
  return Object.fromEntries(body)
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
