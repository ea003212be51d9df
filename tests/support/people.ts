import { PersonFactory } from '#plugins/people/factories/person_factory'
import people from '#plugins/people/resources/people'
import type { Company } from '#tests/support/personas'
import { type Input, makeRecords } from '#tests/support/records'

/** A person whom the company deals with, as the API would make them. @returns their id */
export async function makePerson(company: Company, input: Input = {}): Promise<string> {
  const inputs = [{ name: 'Ada Byron', ...input }]
  const [id = ''] = await makeRecords(company, { factory: PersonFactory, resource: people, inputs })
  return id
}
