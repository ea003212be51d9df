import { invalid } from '#core/http/exceptions/problem'
import { amountsOf } from '#plugins/products/amounts'
import { UnitOfWork } from '#core/database/unit_of_work'

/** More of them make a document that no one reads, and a request that takes too long. */
export const MAX_QUOTE_LINES = 500

/** What a deal offered at a moment. */
export interface Snapshot {
  /** What a quote keeps of it, by the names of its attributes. */
  readonly columns: {
    readonly currency: string
    readonly net: string
    readonly tax: string
    readonly gross: string
    readonly customerId: string | null
    readonly customerName: string | null
    readonly customerAddress: string | null
    readonly senderName: string
    readonly senderAddress: string | null
    readonly locale: string
  }
  /** What the deal is called. */
  readonly title: string
  /** The lines, as JSON that PostgreSQL wrote and reads again: amounts are no numbers of JavaScript on the way. */
  readonly lines: string
}

interface Row {
  readonly title: string
  readonly currency: string
  readonly lines: string
  readonly count: number
  readonly net: string
  readonly tax: string
  readonly gross: string
  readonly customer_id: string | null
  readonly customer_name: string | null
  readonly customer_address: string | null
  readonly sender_name: string
  readonly sender_address: string | null
  readonly locale: string
  readonly replaces_known: boolean
}

/** The lines of an address, each where there is something in it. */
const addressOf = (row: string) => `nullif(concat_ws(E'\\n', nullif(${row}.address, ''),
  nullif(concat_ws(' ', ${row}.postal_code, ${row}.city), ''), ${row}.state, ${row}.country), '')`

const { net, tax, gross } = amountsOf('l', 'd.currency')

/** All of it in one statement: lines that change meanwhile are all in it, or not at all. */
const SNAPSHOT = `
  SELECT d.title, d.currency, lines.json::text AS lines, lines.count, lines.net, lines.tax, lines.gross,
         c.id AS customer_id, coalesce(nullif(c.company_name, ''), c.name) AS customer_name,
         ${addressOf('c')} AS customer_address,
         coalesce(nullif(o.brand_name, ''), o.name) AS sender_name, ${addressOf('o')} AS sender_address, o.locale,
         $3::uuid IS NULL OR EXISTS (SELECT FROM quotes q WHERE q.organization_id = d.organization_id
                                     AND q.deal_id = d.id AND q.id = $3) AS replaces_known
  FROM deals d
  JOIN organizations o ON o.id = d.organization_id
  LEFT JOIN customers c ON c.organization_id = d.organization_id AND c.id = d.customer_id AND c.deleted_at IS NULL
  CROSS JOIN LATERAL (
    SELECT json_agg(t ORDER BY t.position, t.id) AS json, count(*)::int AS count,
           coalesce(sum(t.net), 0)::text AS net, coalesce(sum(t.tax), 0)::text AS tax,
           coalesce(sum(t.gross), 0)::text AS gross
    FROM (SELECT l.id, l.position, p.code AS product_code, l.name, l.description, l.unit, l.quantity, l.unit_price,
                 l.discount, l.tax_rate, ${net} AS net, ${tax} AS tax, ${gross} AS gross
          FROM deal_lines l
          LEFT JOIN products p ON p.organization_id = l.organization_id AND p.id = l.product_id
          WHERE l.organization_id = d.organization_id AND l.deal_id = d.id) t) lines
  WHERE d.organization_id = $1 AND d.id = $2 AND d.deleted_at IS NULL`

/**
 * What a deal offers at this moment, with whom it is offered to and by.
 *
 * @param replacesId another quote, which has to be one of the deal
 * @throws 422 for a deal that is not there, that has no lines or too many, or that the other quote is not of
 */
export async function takeSnapshot(dealId: string, replacesId: string | null): Promise<Snapshot> {
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<Row>(SNAPSHOT, [unit.organizationId, dealId, replacesId])
  const [row] = rows
  if (!row) throw refused('deal_id', 'exists', 'Deal not found.')
  if (!row.replaces_known) {
    throw refused('replaces_id', 'exists', 'The quote that it replaces is of another deal.')
  }
  if (row.count === 0) throw refused('deal_id', 'lines', 'The deal has no lines to be quoted.')
  if (row.count > MAX_QUOTE_LINES) {
    throw refused('deal_id', 'lines', `A quote has at most ${MAX_QUOTE_LINES} lines.`)
  }
  return {
    title: row.title,
    lines: row.lines,
    columns: {
      currency: row.currency,
      net: row.net,
      tax: row.tax,
      gross: row.gross,
      customerId: row.customer_id,
      customerName: row.customer_name,
      customerAddress: row.customer_address,
      senderName: row.sender_name,
      senderAddress: row.sender_address,
      locale: row.locale,
    },
  }
}

const COLUMNS = `name, description, unit, quantity, unit_price, discount, tax_rate, net, tax, gross`

/** Writes the lines of a new quote, numbered from 1. */
export function keepLines(quoteId: string, { lines }: Snapshot): void {
  const unit = UnitOfWork.get()
  unit.queryDeferred(
    `INSERT INTO quote_lines (organization_id, quote_id, position, product_code, ${COLUMNS})
     SELECT $1, $2, row_number() OVER (ORDER BY position, id), product_code, ${COLUMNS}
     FROM json_to_recordset($3::json) AS line (id uuid, position integer, product_code text, name text,
       description text, unit text, quantity numeric, unit_price numeric, discount numeric,
       tax_rate numeric, net numeric, tax numeric, gross numeric)`,
    [unit.organizationId, quoteId, lines]
  )
}

/** Writes other lines in the place of those that a draft has. */
export function replaceLines(quoteId: string, snapshot: Snapshot): void {
  const unit = UnitOfWork.get()
  unit.queryDeferred('DELETE FROM quote_lines WHERE organization_id = $1 AND quote_id = $2', [
    unit.organizationId,
    quoteId,
  ])
  keepLines(quoteId, snapshot)
}

/** The first line of a quote. @throws when it has none */
export async function lineOf(quoteId: string): Promise<string> {
  const unit = UnitOfWork.get()
  const { rows } = await unit.query<{ id: string }>(
    `SELECT id FROM quote_lines WHERE organization_id = $1 AND quote_id = $2 ORDER BY position LIMIT 1`,
    [unit.organizationId, quoteId]
  )
  if (!rows[0]) throw new Error('The quote has no lines')
  return rows[0].id
}

function refused(field: string, rule: string, message: string) {
  return invalid([{ field, rule, message }])
}
