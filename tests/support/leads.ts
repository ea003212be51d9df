import { LeadFactory } from '#plugins/leads/factories/lead_factory'
import leads from '#plugins/leads/resources/leads'
import type { Company } from '#tests/support/personas'
import { type Input, makeRecords, numbered } from '#tests/support/records'

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
  const inputs = numbered(count, (number) => ({ name: `Lead ${number}`, ...input(number) }))
  return makeRecords(company, { factory: LeadFactory, resource: leads, inputs })
}
