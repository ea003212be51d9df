import type pg from 'pg'
import { disagreement } from './agreement.js'
import type { PostgresProcesses } from './cpu.js'
import { calibrate, measure, together } from './load.js'
import type { Measurement } from './load.js'
import type { Options } from './options.js'
import { vacuum } from './population.js'
import { type Row, HEADING, line, rowOf } from './report.js'
import type { Target } from './target.js'
import type { Item } from './workload.js'

const CONCURRENCIES = [1, 32]

interface Parts {
  readonly app: Target
  readonly bare: Target
  readonly client: pg.Client
  readonly postgres: PostgresProcesses | null
}

/** Drives both servers with the same work, in turns, and prints what it cost. */
export class Bench {
  readonly rows: Row[] = []
  readonly wrong: string[] = []

  constructor(
    private readonly parts: Parts,
    private readonly options: Options
  ) {}

  async run(items: readonly Item[]): Promise<void> {
    const [first] = items
    if (first) await this.#warmUp(first)
    console.log(`\n${HEADING}`)
    for (const item of items) {
      const problem = await disagreement(item, this.parts.app, this.parts.bare)
      if (problem === 'absent') {
        console.log(`${item.name.padEnd(26)}    | not there yet`)
      } else if (problem) {
        this.#fail(`${item.name}: ${problem}`)
      } else {
        for (const connections of CONCURRENCIES) await this.#measure(item, connections)
      }
    }
  }

  /** The first item shall not pay for compiling what all of them run. */
  async #warmUp(item: Item) {
    for (const target of [this.parts.app, this.parts.bare]) {
      await calibrate(target, item, 32, this.options.seconds * 2)
    }
  }

  async #measure(item: Item, connections: number) {
    const { app, bare, client, postgres } = this.parts
    const { rounds, seconds } = this.options
    await vacuum(client)
    const amounts = {
      app: await calibrate(app, item, connections, seconds),
      bare: await calibrate(bare, item, connections, seconds),
    }
    const measured: Record<'app' | 'bare', Measurement[]> = { app: [], bare: [] }
    for (let round = 0; round < rounds; round += 1) {
      for (const target of [app, bare]) {
        measured[target.name].push(
          await measure(target, item, connections, amounts[target.name], postgres)
        )
      }
    }
    const row = rowOf(item, connections, {
      app: together(measured.app),
      bare: together(measured.bare),
    })
    this.rows.push(row)
    console.log(line(row))
    const { app: ours, bare: theirs } = row
    if (ours.wrong + theirs.wrong > 0) this.#fail(`${item.name}, c=${connections}: wrong answers`)
  }

  #fail(text: string) {
    this.wrong.push(text)
    console.log(`WRONG  ${text}`)
  }
}
