import type { ApiClient, ApiResponse } from '@japa/api-client'
import { DealFactory } from '#plugins/deals/factories/deal_factory'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import type { Company, Persona } from '#tests/support/personas'
import { type Input, makeRecords, numbered } from '#tests/support/records'
import deals from '#plugins/deals/resources/deals'

/** A stage as the API shows it. */
export interface Stage {
  readonly id: string
  readonly pipeline: string
  readonly name: string
  readonly type: 'open' | 'won' | 'lost'
  readonly order: number
  readonly probability: string
}

/** A pipeline as the API shows it. */
export interface Pipeline {
  readonly id: string
  readonly name: string
  readonly is_default: boolean
  readonly stages: readonly Stage[]
}

/** A deal of the company, as the API would make it. @returns its id */
export async function makeDeal(company: Company, input: Input = {}): Promise<string> {
  const [id = ''] = await makeDeals(company, 1, () => input)
  return id
}

/** Several of them, in one unit of work. @returns their ids */
export async function makeDeals(
  company: Company,
  count: number,
  input: (number: number) => Input = () => ({})
): Promise<string[]> {
  const inputs = numbered(count, (number) => ({ title: `Deal ${number}`, ...input(number) }))
  return makeRecords(company, { factory: DealFactory, resource: deals, inputs })
}

/** The pipeline that the company began with. */
export async function defaultPipeline(client: ApiClient, by: Persona): Promise<Pipeline> {
  const response = await client.get('/api/pipelines/?is_default=true').bearerToken(by.token)
  return response.body().results[0]
}

/** A stage of a pipeline by its name. @throws when it has none of that name */
export function stageNamed({ stages }: Pipeline, name: string): Stage {
  const stage = stages.find((candidate) => candidate.name === name)
  if (!stage) throw new Error(`There is no stage "${name}"`)
  return stage
}

/** Another pipeline, made through the API. */
export async function makePipeline(
  client: ApiClient,
  by: Persona,
  body: Input = {}
): Promise<Pipeline> {
  const response = await client
    .post('/api/pipelines/')
    .bearerToken(by.token)
    .json({ name: `Pipeline ${Math.random()}`, ...body })
  response.assertStatus(201)
  return response.body()
}

/** What the API shows of a deal. */
export async function showDeal(client: ApiClient, by: Persona, id: string) {
  const response = await client.get(`/api/deals/${id}/`).bearerToken(by.token)
  response.assertStatus(200)
  return response.body()
}

/** Does something to a deal: `win`, `move_stage`. */
export function act(
  client: ApiClient,
  by: Persona,
  id: string,
  action: string,
  body: Input = {}
): Promise<ApiResponse> {
  return client.post(`/api/deals/${id}/${action}/`).bearerToken(by.token).json(body)
}

/** Runs SQL on the company's rows, as the system would. */
export async function inDatabase<R extends Record<string, unknown>>(
  company: Company,
  text: string,
  values: unknown[] = []
): Promise<R[]> {
  return UnitOfWork.run(forOrganization(company.id), async (unit) => {
    const { rows } = await unit.query<R>(text, values)
    return rows
  })
}
