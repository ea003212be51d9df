import { parseArgs } from 'node:util'

/** How a run was asked for. */
export interface Options {
  readonly small: boolean
  /** 200,000 deals are read, instead of customers. */
  readonly deals: boolean
  /** Reports and searches are read, beside the cheapest statement, instead of customers. */
  readonly reports: boolean
  readonly fresh: boolean
  readonly build: boolean
  readonly soak: boolean
  /** Parts of the items' names; empty means all of them. */
  readonly items: readonly string[]
  /** How long one round of one server lasts, about. */
  readonly seconds: number
  readonly rounds: number
  readonly json: string | null
  /** A folder for CPU profiles of the application. */
  readonly profile: string | null
}

/** @throws for an option that does not exist */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      small: { type: 'boolean', default: false },
      deals: { type: 'boolean', default: false },
      reports: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      build: { type: 'boolean', default: true },
      soak: { type: 'boolean', default: false },
      items: { type: 'string', default: '' },
      seconds: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '2' },
      json: { type: 'string' },
      profile: { type: 'string' },
    },
  })
  return {
    ...values,
    items: values.items.split(',').filter((name) => name !== ''),
    seconds: positive(values.seconds, 'seconds'),
    rounds: positive(values.rounds, 'rounds'),
    json: values.json ?? null,
    profile: values.profile ?? null,
  }
}

function positive(value: string, name: string): number {
  const number = Number(value)
  if (!(number > 0)) throw new Error(`--${name} must be a number above 0`)
  return number
}
