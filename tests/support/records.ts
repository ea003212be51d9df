import type { Resource } from '#core/resources/define_resource'
import { writesOf } from '#core/resources/records/record'
import { UnitOfWork, forOrganization } from '#core/database/unit_of_work'
import type { Company } from '#tests/support/personas'

/** What the API is sent of a record. */
export type Input = Record<string, unknown>

/** What a factory of Lucid's is to those who want many of one kind. */
interface Factory {
  merge(details: Input[]): { createMany(count: number): Promise<{ readonly id: string }[]> }
}

/** Runs work in the company's name: where its factories make rows. */
export function inCompany<T>({ id }: Company, work: () => Promise<T>): Promise<T> {
  return UnitOfWork.run(forOrganization(id), work)
}

/**
 * Records of a company, made by their factory of what the API would be sent, in
 * one unit of work. @returns their ids
 */
export async function makeRecords(
  company: Company,
  { factory, resource, inputs }: { factory: Factory; resource: Resource; inputs: Input[] }
): Promise<string[]> {
  const { create } = await writesOf(resource)
  const details = await Promise.all(inputs.map((input) => create.validate(input)))
  const records = await inCompany(company, () => factory.merge(details).createMany(inputs.length))
  return records.map(({ id }) => id)
}

/** One input for each of so many records, numbered from 1. */
export function numbered(count: number, input: (number: number) => Input): Input[] {
  return Array.from({ length: count }, (_, index) => input(index + 1))
}
