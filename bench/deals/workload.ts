import type pg from 'pg'
import { SEARCHED } from '#bench/names'
import type { Company, Population } from '#bench/population'
import { type Item, type Kind, part } from '#bench/workload'

const DEALS = '/api/deals/'
const PAGE = 25
const SAMPLE = 100

/** What is read of 200,000 deals of one organization, with the counts that the copied rows have. */
export async function dealWorkload(client: pg.Client, { large }: Population): Promise<Item[]> {
  const stage = await stageOf(client, large)
  const count = (condition: string) => countOf(client, large, condition)
  const found = `(title ILIKE '%${SEARCHED}%' OR EXISTS (
    SELECT FROM bare.customers c WHERE c.organization_id = deals.organization_id
      AND c.id = customer_id AND c.name ILIKE '%${SEARCHED}%'))`
  const rested = `status = 'open' AND last_touch_at < now() - make_interval(days => coalesce(
    (SELECT s.rot_after_days FROM bare.pipeline_stages s WHERE s.id = stage_id), 30))`
  const all = await count('true')
  return [
    list('first page', large, '', all),
    list('page 400', large, '?page=400', all),
    list('by value', large, '?ordering=-value', all),
    list(
      'filtered',
      large,
      '?status=open&priority=high',
      await count(`status = 'open' AND priority = 'high'`)
    ),
    list('of a stage', large, `?stage=${stage}`, await count(`stage_id = '${stage}'`)),
    list('search', large, `?search=${SEARCHED}`, await count(found), 'search'),
    stale(large, await count(rested)),
    retrieve(large, await sample(client, large)),
    numbers('statistics', large, 'stats/', (answer) => part(answer, 'total') === all),
    numbers('board', large, 'kanban/', (answer) => lengthOf(part(answer, 'columns')) === 4),
    numbers('forecast', large, 'forecast/', (answer) => lengthOf(part(answer, 'forecasts')) > 0),
  ]
}

function list(
  name: string,
  company: Company,
  path: string,
  count: number,
  kind: Kind = 'list'
): Item {
  return item(`deals ${name}`, kind, company, [path], (answer) => {
    const rows = lengthOf(part(answer, 'results'))
    return rows === Math.min(PAGE, count) && part(answer, 'count') === count
  })
}

/** They become more while time goes by. */
function stale(company: Company, count: number): Item {
  return item('deals stale', 'list', company, ['stale/'], (answer) => {
    const isFull = lengthOf(part(answer, 'results')) === Math.min(PAGE, count)
    return isFull && Number(part(answer, 'count')) >= count
  })
}

function retrieve(company: Company, ids: readonly string[]): Item {
  const paths = ids.map((id) => `${id}/`)
  return item('deals retrieve', 'retrieve', company, paths, (answer) =>
    ids.includes(String(part(answer, 'id')))
  )
}

function numbers(
  name: string,
  company: Company,
  path: string,
  accepts: (answer: unknown) => boolean
): Item {
  return item(`deals ${name}`, 'statistics', company, [path], accepts)
}

function item(
  name: string,
  kind: Kind,
  company: Company,
  paths: readonly string[],
  accepts: (answer: unknown) => boolean
): Item {
  const calls = paths.map((path) => ({ method: 'GET', path: `${DEALS}${path}` }) as const)
  return { name, kind, company, status: 200, calls: { app: calls, bare: calls }, accepts }
}

async function countOf(client: pg.Client, company: Company, condition: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) FROM bare.deals
     WHERE organization_id = $1 AND deleted_at IS NULL AND ${condition}`,
    [company.organizationId]
  )
  return Number(rows[0]?.count)
}

async function stageOf(client: pg.Client, company: Company): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM bare.pipeline_stages WHERE organization_id = $1 AND position = 3',
    [company.organizationId]
  )
  return String(rows[0]?.id)
}

/** Ids from all over the organization. */
async function sample(client: pg.Client, company: Company): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM bare.deals WHERE organization_id = $1 ORDER BY hashtext(id::text) LIMIT $2`,
    [company.organizationId, SAMPLE]
  )
  return rows.map(({ id }) => id)
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : -1
}
