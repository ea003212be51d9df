import type { ApiClient, ApiResponse } from '@japa/api-client'
import customers from '#plugins/customers/resources/customers'
import type { Company } from '#tests/support/personas'
import { type Input, makeRecords, numbered } from '#tests/support/records'
import { CustomerFactory } from '#plugins/customers/factories/customer_factory'

/** A customer of the company, as the API would create it. @returns its id */
export async function makeCustomer(company: Company, input: Input = {}): Promise<string> {
  const [id = ''] = await makeCustomers(company, 1, () => input)
  return id
}

/** Several of them, in one unit of work. @returns their ids */
export async function makeCustomers(
  company: Company,
  count: number,
  input: (number: number) => Input = () => ({})
): Promise<string[]> {
  const inputs = numbered(count, (number) => ({ name: `Customer ${number}`, ...input(number) }))
  return makeRecords(company, { factory: CustomerFactory, resource: customers, inputs })
}

/** The names in a list, in its order. */
export function namesIn(response: ApiResponse): string[] {
  return response.body().results.map(({ name }: { name: string }) => name)
}

/** Walks a list by cursor to its end. @returns the ids as they came */
export async function walk(
  client: ApiClient,
  company: Company,
  query: string,
  between: () => Promise<void> = async () => {}
): Promise<string[]> {
  const seen: string[] = []
  let path: string | null = `/api/customers/?cursor=&${query}`
  while (path !== null) {
    const response: ApiResponse = await client.get(path).bearerToken(company.owner.token)
    response.assertStatus(200)
    const { results, next } = response.body()
    seen.push(...results.map(({ id }: { id: string }) => id))
    path = next === null ? null : next.replace(process.env.APP_URL, '')
    await between()
  }
  return seen
}
