import { notFound } from '#core/http/exceptions/problem'
import type { PluginContext } from '#core/plugins/api'
import { type Formats, formatsFor } from '#plugins/products/quotes/formats'

/** A line of a quote, as it is printed. */
interface PrintedLine {
  readonly position: string
  readonly name: string
  /** What is said of it in smaller letters: its code, and its description. */
  readonly details: string
  readonly quantity: string
  readonly price: string
  readonly discount: string
  readonly tax: string
  readonly net: string
}

/** A quote as it is printed: in its language, with nothing left to be formatted. */
export interface QuoteDocument {
  readonly language: string
  /** `Quote QU-001` */
  readonly heading: string
  readonly title: string
  readonly code: string
  /** When it was taken from the deal, in seconds: what is printed of a quote twice is the same. */
  readonly takenAt: number
  /** What it is besides an offer: a draft, or decided. */
  readonly note: string | null
  readonly sender: readonly string[]
  readonly customer: readonly string[]
  readonly facts: readonly (readonly [label: string, value: string])[]
  readonly head: PrintedLine
  readonly lines: readonly PrintedLine[]
  readonly totals: readonly (readonly [label: string, amount: string])[]
  /** Texts below the lines: notes, and terms with their heading. */
  readonly texts: readonly { readonly heading: string | null; readonly text: string }[]
  /** `Page {page} of {pages}`, in its language. */
  readonly pages: string
}

interface QuoteRow {
  readonly code: string
  readonly title: string
  readonly status: 'draft' | 'sent' | 'accepted' | 'declined'
  readonly locale: string
  readonly currency: string
  readonly day: string
  readonly valid_until: string | null
  readonly taken_at: number
  readonly sender_name: string
  readonly sender_address: string | null
  readonly customer_name: string | null
  readonly customer_address: string | null
  readonly net: string
  readonly gross: string
  readonly notes: string | null
  readonly terms: string | null
}

interface LineRow {
  readonly position: number
  readonly product_code: string | null
  readonly name: string
  readonly description: string | null
  readonly unit: string | null
  readonly quantity: string
  readonly unit_price: string
  readonly discount: string
  readonly tax_rate: string
  readonly net: string
}

/** What is taxed at one rate. */
interface TaxRow {
  readonly rate: string
  readonly tax: string
}

/** A quote as it is printed. @throws 404 when there is none */
export async function documentOf(context: PluginContext, id: string): Promise<QuoteDocument> {
  const quotes = await context.query<QuoteRow>(
    `SELECT code, title, status, locale, currency, valid_until::text, net::text, gross::text, notes, terms,
            day_of(coalesce(sent_at, snapshot_at), organization_time_zone())::text AS day,
            extract(epoch FROM snapshot_at)::float8 AS taken_at,
            sender_name, sender_address, customer_name, customer_address
     FROM quotes WHERE organization_id = app_organization() AND id = $1`,
    [id]
  )
  const { rows } = await context.query<LineRow>(
    `SELECT position, product_code, name, description, unit, quantity::text, unit_price::text,
            discount::text, tax_rate::text, net::text
     FROM quote_lines WHERE organization_id = app_organization() AND quote_id = $1 ORDER BY position`,
    [id]
  )
  const taxes = await context.query<TaxRow>(
    `SELECT tax_rate::text AS rate, sum(tax)::text AS tax FROM quote_lines
     WHERE organization_id = app_organization() AND quote_id = $1 GROUP BY tax_rate ORDER BY tax_rate`,
    [id]
  )
  const [quote] = quotes.rows
  if (!quote) throw notFound('quote')
  const options = { locale: quote.locale }
  const say: Say = (english, values) => context.translate(english, values, options)
  const formats = formatsFor(quote.locale, quote.currency)
  return printed({ quote, lines: rows, taxes: taxes.rows }, say, formats)
}

/** Says something in the language of the quote. */
type Say = (english: string, values?: Readonly<Record<string, string>>) => Promise<string>

interface Rows {
  readonly quote: QuoteRow
  readonly lines: readonly LineRow[]
  readonly taxes: readonly TaxRow[]
}

async function printed(
  { quote, lines, taxes }: Rows,
  say: Say,
  { amount, day, percent, quantity }: Formats
): Promise<QuoteDocument> {
  const hasDiscount = lines.some(({ discount }) => Number(discount) !== 0)
  return {
    language: quote.locale,
    heading: await say('Quote {code}', { code: quote.code }),
    title: quote.title,
    code: quote.code,
    takenAt: quote.taken_at,
    note: await noteOf(quote, say),
    sender: linesOf(quote.sender_name, quote.sender_address),
    customer: linesOf(quote.customer_name, quote.customer_address),
    facts: [
      [await say('Date'), day(quote.day)],
      ...(quote.valid_until === null
        ? []
        : [[await say('Valid until'), day(quote.valid_until)] as const]),
    ],
    head: {
      position: await say('No.'),
      name: await say('Description'),
      details: '',
      quantity: await say('Quantity'),
      price: await say('Price'),
      discount: hasDiscount ? await say('Discount') : '',
      tax: await say('Tax'),
      net: await say('Amount'),
    },
    lines: lines.map((line) => ({
      position: String(line.position),
      name: line.name,
      details: [line.product_code, line.description].filter(Boolean).join('\n'),
      quantity: [quantity(line.quantity), line.unit].filter(Boolean).join(' '),
      price: amount(line.unit_price),
      discount: Number(line.discount) === 0 ? '' : percent(line.discount),
      tax: percent(line.tax_rate),
      net: amount(line.net),
    })),
    totals: [
      [await say('Net'), amount(quote.net)],
      ...(await Promise.all(
        taxes.map(
          async ({ rate, tax }) =>
            [await say('Tax at {rate}', { rate: percent(rate) }), amount(tax)] as const
        )
      )),
      [await say('Total'), amount(quote.gross)],
    ],
    texts: [
      ...(quote.notes === null ? [] : [{ heading: null, text: quote.notes }]),
      ...(quote.terms === null ? [] : [{ heading: await say('Terms'), text: quote.terms }]),
    ],
    pages: await say('Page {page} of {pages}', { page: '{page}', pages: '{pages}' }),
  }
}

async function noteOf({ status }: QuoteRow, say: Say): Promise<string | null> {
  switch (status) {
    case 'draft':
      return say('Draft: not yet an offer')
    case 'accepted':
      return say('Accepted')
    case 'declined':
      return say('Declined')
    default:
      return null
  }
}

function linesOf(name: string | null, address: string | null): string[] {
  return [name ?? '', ...(address ?? '').split('\n')].filter((line) => line !== '')
}
