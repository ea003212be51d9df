import type { ApiClient, ApiResponse } from '@japa/api-client'
import { makeDeal } from '#tests/support/deals'
import type { Company, Persona } from '#tests/support/personas'

type Body = Readonly<Record<string, unknown>>

/** What a company sells, through the API. */
export class Shop {
  constructor(
    private readonly client: ApiClient,
    private readonly company: Company
  ) {}

  /** A product, a chair by default, with a price in the default price books of these currencies. */
  async product(body: Body = {}, prices: Readonly<Record<string, string>> = {}): Promise<string> {
    const made = await this.post('products', { name: 'Chair', ...body })
    made.assertStatus(201)
    const { id } = made.body()
    for (const [currency, price] of Object.entries(prices)) {
      const book = await this.book(currency)
      const entry = await this.post(`price-books/${book}/entries`, {
        product_id: id,
        unit_price: price,
      })
      entry.assertStatus(201)
    }
    return id
  }

  /** The default price book of a currency, made when there is none. */
  async book(currency: string): Promise<string> {
    const found = await this.get(`price-books/?currency=${currency}&is_default=true`)
    const [known] = found.body().results
    if (known) return known.id
    const made = await this.post('price-books', { name: `Prices in ${currency}`, currency })
    made.assertStatus(201)
    return made.body().id
  }

  deal(body: Body = {}): Promise<string> {
    return makeDeal(this.company, body)
  }

  /** A line of a deal. */
  line(deal: string, body: Body, by: Persona = this.company.owner): Promise<ApiResponse> {
    return this.post(`deals/${deal}/lines`, body, by)
  }

  async valueOf(deal: string): Promise<string | null> {
    return (await this.get(`deals/${deal}/`)).body().value
  }

  get(path: string, by: Persona = this.company.owner): Promise<ApiResponse> {
    return this.client.get(`/api/${path}`).bearerToken(by.token)
  }

  post(path: string, body: Body, by: Persona = this.company.owner): Promise<ApiResponse> {
    return this.client.post(`/api/${path}/`).bearerToken(by.token).json(body)
  }

  patch(path: string, body: Body, by: Persona = this.company.owner): Promise<ApiResponse> {
    return this.client.patch(`/api/${path}/`).bearerToken(by.token).json(body)
  }

  remove(path: string, by: Persona = this.company.owner): Promise<ApiResponse> {
    return this.client.delete(`/api/${path}/`).bearerToken(by.token)
  }
}
