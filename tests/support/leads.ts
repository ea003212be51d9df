import Lead from '#plugins/leads/models/lead'
import leads from '#plugins/leads/resources/leads'
import { writesOf } from '#core/resources/records/record'
import type { Company } from '#tests/support/personas'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'

type Input = Record<string, unknown>

/** All that a lead can have from whoever it is. */
export const WHOLE = {
  name: 'Alice Johnson',
  company: 'Johnson Industries',
  job_title: 'VP',
  email: 'alice@example.com',
  phone: '+1 201 555 0123',
  mobile: '+1 201 555 0199',
  source: 'partner',
  estimated_value: '50000',
  tags: ['early'],
  notes: 'Likes tea',
  campaign: 'Spring',
  city: 'Springfield',
  postal_code: '62701',
}

/** A lead of the company, as the API would make it. @returns its id */
export async function makeLead(company: Company, input: Input = {}): Promise<string> {
  const [id = ''] = await makeLeads(company, 1, () => input)
  return id
}

/** Several of them, in one unit of work. @returns their ids */
export async function makeLeads(
  company: Company,
  count: number,
  input: (number: number) => Input = () => ({})
): Promise<string[]> {
  return UnitOfWork.run(forOrganization(company.id), async () => {
    const { create } = await writesOf(leads)
    const ids: string[] = []
    for (let number = 1; number <= count; number += 1) {
      const wanted = { name: `Lead ${number}`, ...input(number) }
      const lead = await Lead.create(await create.validate(wanted))
      ids.push(lead.id)
    }
    return ids
  })
}
