import type { Measurement } from './load.js'
import type { Kind, ServerName } from './workload.js'

/** What came out for one item at one concurrency. */
export interface Row {
  readonly item: string
  readonly kind: Kind
  readonly connections: number
  readonly customers: number
  readonly limit?: number
  readonly app: Figures
  readonly bare: Figures
  /** The application's CPU per request over the bare server's. */
  readonly ratio: { readonly server: number; readonly whole: number | null }
}

/** Per request, in milliseconds; null where PostgreSQL's processes cannot be seen. */
export interface Figures {
  readonly server: number
  readonly postgres: number | null
  readonly rate: number
  readonly p50: number
  readonly p99: number
  readonly wrong: number
}

export function rowOf(
  item: { name: string; kind: Kind; limit?: number; company: { customers: number } },
  connections: number,
  measured: Readonly<Record<ServerName, Measurement>>
): Row {
  const app = figures(measured.app)
  const bare = figures(measured.bare)
  const [ours, theirs] = [whole(app), whole(bare)]
  return {
    item: item.name,
    kind: item.kind,
    connections,
    customers: item.company.customers,
    limit: item.limit,
    app,
    bare,
    ratio: {
      server: app.server / bare.server,
      whole: ours === null || theirs === null ? null : ours / theirs,
    },
  }
}

function figures(measured: Measurement): Figures {
  const { requests, serverCpu, postgresCpu, seconds, latencies, wrong } = measured
  const quantile = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? 0
  return {
    server: serverCpu / requests,
    postgres: postgresCpu === null ? null : postgresCpu / requests,
    rate: requests / seconds,
    p50: quantile(0.5),
    p99: quantile(0.99),
    wrong,
  }
}

function whole({ server, postgres }: Figures): number | null {
  return postgres === null ? null : server + postgres
}

const SIDE = ['srv ms', 'pg ms', 'req/s', 'p50', 'p99']
const WIDTH = { item: 26, number: 8 }

export const HEADING = [
  `${''.padEnd(WIDTH.item + 3)} |${center('app')} |${center('bare')} |   app / bare`,
  `${'item'.padEnd(WIDTH.item)}  c |${side(SIDE)} |${side(SIDE)} |     srv  srv+pg`,
].join('\n')

export function line({ item, connections, app, bare, ratio }: Row): string {
  const sides = [app, bare].map((figure) =>
    side([
      figure.server.toFixed(2),
      figure.postgres?.toFixed(2) ?? '-',
      figure.rate.toFixed(0),
      figure.p50.toFixed(1),
      figure.p99.toFixed(1),
    ])
  )
  const ratios = side([ratio.server.toFixed(2), ratio.whole?.toFixed(2) ?? '-'])
  const wrong = app.wrong + bare.wrong
  const warning = wrong > 0 ? `  ${wrong} WRONG ANSWERS` : ''
  const name = item.padEnd(WIDTH.item) + String(connections).padStart(3)
  return `${name} |${sides.join(' |')} |${ratios}${warning}`
}

function side(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(WIDTH.number)).join('')
}

function center(title: string): string {
  const width = SIDE.length * WIDTH.number
  return title.padStart((width + title.length) / 2).padEnd(width)
}

/** A limit, and whether the run kept it. */
export interface Promised {
  readonly text: string
  readonly kept: boolean
}

const SERVER_LIMITS: Partial<Record<Kind, number>> = {
  list: 1.5,
  search: 1.5,
  cursor: 1.5,
  retrieve: 2.5,
  write: 3,
}
const WHOLE_LIMIT = 0.3
/** Where counting by a scan has its price. */
const LARGE = 300_000
const CURSOR_SPREAD = 1.2
const MEMORY_LIMIT = 200

/** What the application promises, judged by what this run measured. */
export function promises(
  rows: readonly Row[],
  memory: { soaked: boolean; mebibytes: number }
): Promised[] {
  return [
    ...rows.flatMap(serverPromise),
    ...rows.flatMap(wholePromise),
    ...[...new Set(rows.map(({ connections }) => connections))].flatMap((connections) =>
      cursorPromise(rows.filter((row) => row.connections === connections))
    ),
    ...(memory.soaked
      ? [limited('memory after 100,000 requests, MiB', memory.mebibytes, MEMORY_LIMIT)]
      : []),
  ]
}

function serverPromise({ item, kind, connections, ratio, limit: ofItsOwn }: Row): Promised[] {
  const limit = SERVER_LIMITS[kind]
  /* Of reports PostgreSQL does nearly all, and the promise is about both together. */
  if (limit === undefined || ofItsOwn !== undefined) return []
  return [limited(`server CPU ratio, ${item}, c=${connections}`, ratio.server, limit)]
}

/**
 * Counting must not cost what it counts: in the large organization, first page and search. What
 * stands beside the cheapest statement has a limit of its own.
 */
function wholePromise({ item, connections, customers, limit, ratio }: Row): Promised[] {
  const isCounted = customers >= LARGE && /^(first page|search)/.test(item)
  const most = limit ?? (isCounted ? WHOLE_LIMIT : null)
  if (most === null || ratio.whole === null) return []
  return [limited(`server + PostgreSQL ratio, ${item}, c=${connections}`, ratio.whole, most)]
}

/** A page of a walk costs the same wherever it lies. */
function cursorPromise(rows: readonly Row[]): Promised[] {
  const costs = rows
    .filter(({ kind }) => kind === 'cursor')
    .map(({ app }) => whole(app))
    .filter((cost) => cost !== null)
  if (costs.length < 4) return []
  const spread = Math.max(...costs) / Math.min(...costs)
  return [
    limited(`dearest / cheapest cursor page, c=${rows[0]?.connections}`, spread, CURSOR_SPREAD),
  ]
}

function limited(text: string, value: number, limit: number): Promised {
  return { text: `${text}: ${value.toFixed(2)} (at most ${limit})`, kept: value <= limit }
}
