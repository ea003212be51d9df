import type { ApiClient } from '@japa/api-client'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import { v7 as uuid } from 'uuid'
import { api } from '#tests/support/api'
import { type Company, type Persona, makeCompany } from '#tests/support/personas'
import { makeCustomer } from '#tests/support/customers'
import { makeDeal } from '#tests/support/deals'
import { turnOn } from '#tests/support/plugins'

type Input = Readonly<Record<string, unknown>>

/** A company that sells products, with a deal of a customer. */
export interface Shop {
  readonly acme: Company
  readonly customer: string
  readonly deal: string
}

/** @param deal what is said of the deal besides */
export async function openShop(deal: Input = {}, customer: Input = {}): Promise<Shop> {
  const acme = await makeCompany()
  await turnOn(acme, 'products')
  const ann = await makeCustomer(acme, { name: 'Ann', city: 'Rome', ...customer })
  const made = await makeDeal(acme, { title: 'Rockets', customer_id: ann, ...deal })
  return { acme, customer: ann, deal: made }
}

/** Lines of a deal, as they are kept. */
export async function addLines(company: Company, deal: string, lines: readonly Input[]) {
  await UnitOfWork.run(forOrganization(company.id), async (unit) => {
    for (const [index, line] of lines.entries()) {
      const row = { name: 'Rocket', quantity: '1', unit_price: '100.00', tax_rate: '19', ...line }
      await unit.query(
        `INSERT INTO deal_lines (organization_id, id, deal_id, position, name, description, unit, quantity,
                                 unit_price, discount, tax_rate)
         SELECT $1, $2, $3, $4, name, description, unit, quantity, unit_price, coalesce(discount, 0), tax_rate
         FROM json_to_record($5::json) AS line (name text, description text, unit text, quantity numeric,
                                                unit_price numeric, discount numeric, tax_rate numeric)`,
        [company.id, uuid(), deal, index + 1, JSON.stringify(row)]
      )
    }
  })
}

/** A quote of the deal, which has a line at least. @returns as the API answers it */
export async function makeQuote(client: ApiClient, by: Persona, deal: string, body: Input = {}) {
  const response = await api(client, by).post('/api/quotes/', { deal_id: deal, ...body })
  response.assertStatus(201)
  return response.body()
}

/** A quote in a status, however it came there. @returns its id */
export async function makeQuoteThat(
  client: ApiClient,
  { acme, deal }: Shop,
  status: string
): Promise<string> {
  const { id } = await makeQuote(client, acme.owner, deal)
  const steps = {
    draft: [],
    sent: ['send'],
    accepted: ['send', 'accept'],
    declined: ['send', 'decline'],
  }
  for (const step of new Map(Object.entries(steps)).get(status) ?? []) {
    const response = await api(client, acme.owner).post(`/api/quotes/${id}/${step}/`)
    response.assertStatus(200)
  }
  return id
}
