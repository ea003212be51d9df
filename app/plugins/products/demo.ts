import type { Context } from '#core/plugins/api'

/** A product of the demonstration: its SKU, name, unit, category, and prices in USD and EUR. */
const PRODUCTS = [
  ['LIC-ENT', 'Enterprise licence', 'seat', 'Licences', '500', '460'],
  ['LIC-TEAM', 'Team licence', 'seat', 'Licences', '180', '165'],
  ['LIC-MOB', 'Mobile licence', 'device', 'Licences', '60', '55'],
  ['SUP-PRE', 'Premium support', 'month', 'Support', '2500', '2300'],
  ['SUP-STD', 'Standard support', 'month', 'Support', '900', '830'],
  ['SVC-CON', 'Consulting', 'day', 'Services', '1500', '1380'],
  ['SVC-DEV', 'App development', 'day', 'Services', '1600', '1470'],
  ['SVC-MIG', 'Data migration', 'day', 'Services', '1400', '1290'],
  ['TRN-DAY', 'Training on site', 'day', 'Training', '2000', '1840'],
  ['TRN-WEB', 'Webinar', 'session', 'Training', '350', '320'],
  ['TRN-WRK', 'Workshop', 'session', 'Training', '2500', '2300'],
  ['HW-GATE', 'Gateway', 'piece', 'Hardware', '749.90', '689.90'],
] as const

/** The lines of deals of the demonstration, by their titles. They come to what the deals are worth anyway. */
const LINES = [
  { deal: 'Enterprise Software License', sku: 'LIC-ENT', quantity: 200 },
  { deal: 'Enterprise Software License', sku: 'SUP-PRE', quantity: 10 },
  { deal: 'Consulting Package', sku: 'SVC-CON', quantity: 50 },
  { deal: 'Training Program', sku: 'TRN-DAY', quantity: 10 },
  { deal: 'Training Program', sku: 'TRN-WRK', quantity: 4 },
  { deal: 'Mobile App Development', sku: 'SVC-DEV', quantity: 125, discount: 25 },
] as const

/** Gives the demonstration products, price books and lines, once. @returns how many records it made */
export async function makeDemo({ query, asSystem }: Context): Promise<number> {
  const there = await query(
    'SELECT FROM products WHERE organization_id = app_organization() LIMIT 1'
  )
  if (there.rows.length > 0) return 0
  const { records } = asSystem()
  let made = 0
  const create = async (resource: Parameters<typeof records>[0], body: object) => {
    made += 1
    return String((await records(resource).create({ ...body })).id)
  }
  const dollars = await create('price-books', { name: 'Standard', currency: 'USD' })
  const euros = await create('price-books', { name: 'Europe', currency: 'EUR' })
  const ids = new Map<string, string>()
  for (const [sku, name, unit, category, inDollars, inEuros] of PRODUCTS) {
    const id = await create('products', { sku, name, unit, category })
    ids.set(sku, id)
    for (const [book, price] of [
      [dollars, inDollars],
      [euros, inEuros],
    ] as const) {
      await create('price-book-entries', {
        price_book_id: book,
        product_id: id,
        unit_price: price,
      })
    }
  }
  const quoted = new Set<string>()
  for (const { deal: title, sku, ...line } of LINES) {
    const { rows } = await query<{ id: string }>(
      `SELECT id FROM deals WHERE organization_id = app_organization() AND title = $1
         AND currency = 'USD' AND deleted_at IS NULL ORDER BY id LIMIT 1`,
      [title]
    )
    const [deal] = rows
    if (!deal) continue
    quoted.add(deal.id)
    await create('deal-lines', { deal_id: deal.id, product_id: ids.get(sku), ...line })
  }
  /* The first is with its customer, the others are drafts. */
  for (const [index, deal] of [...quoted].entries()) {
    const id = await create('quotes', { deal_id: deal, terms: 'Payable within 30 days.' })
    if (index > 0) continue
    const { default: Quote } = await import('#plugins/products/models/quote')
    await (await Quote.findOrFail(id)).send()
  }
  return made
}
