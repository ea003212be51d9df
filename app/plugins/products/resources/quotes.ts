import { customerSummary } from '#plugins/customers/summaries'
import { dealSummary } from '#plugins/products/summaries'
import { defineResource } from '#core/resources/define_resource'
import {
  boolean,
  choice,
  code,
  date,
  decimal,
  embedded,
  summariesOf,
  text,
  timestamp,
  uuid,
  version,
} from '#core/resources/fields'
import {
  mandatoryReference,
  nonNullText,
  optionalReference,
  optionalText,
} from '#core/resources/validation/fields'

export const QUOTE_STATUSES = ['draft', 'sent', 'accepted', 'declined'] as const

/** A quote, as another record shows it. */
export const quoteSummary = {
  id: uuid({ nullable: false }),
  code: code({ nullable: false }),
  title: text({ nullable: false }),
  status: choice(QUOTE_STATUSES),
}

const amount = decimal({ nullable: false })

const AMOUNT = { nullable: false, currency: 'currency' }

/** What the lines of a quote come to that are taxed at one rate. */
const taxSummary = { rate: amount, net: amount, tax: amount }

const TAXES = `(
  SELECT coalesce(json_agg(json_build_object('rate', t.rate::text, 'net', t.net::text, 'tax', t.tax::text)
                  ORDER BY t.rate), '[]')
  FROM (SELECT l.tax_rate AS rate, sum(l.net) AS net, sum(l.tax) AS tax FROM quote_lines l
        WHERE l.organization_id = r.organization_id AND l.quote_id = r.id GROUP BY l.tax_rate) t)`

/** What is offered for a deal: its lines, prices and customer as they were when they were taken. */
export default defineResource({
  name: 'quotes',
  singular: 'quote',
  model: () => import('#plugins/products/models/quote'),
  standard: ['read', 'create', 'update', 'delete', 'export'],
  actions: ['send', 'accept', 'decline'],
  emits: ['refresh', 'send', 'accept', 'decline'],
  commands: ['refresh', 'send', 'accept', 'decline'],
  permittedBy: { refresh: 'update' },
  own: { creator: 'created_by_id' },
  partOf: 'deal',
  parent: { resource: 'deals', key: 'deal_id', path: 'quotes' },
  openCondition: `r.status IN ('draft', 'sent')`,
  importable: false,
  sample: async ({ idOf }) => {
    const { default: DealLine } = await import('#plugins/products/models/deal_line')
    const deal = idOf('deals')
    await DealLine.create({ dealId: deal, name: 'Rocket', unitPrice: '100' })
    return { deal_id: deal, title: 'Rockets, as talked about' }
  },

  relations: {
    deal: { table: 'deals', key: 'deal_id' },
    customer: {
      table: 'customers',
      key: 'customer_id',
      unless: 'customer.deleted_at IS NOT NULL',
      isTrace: true,
    },
    replaces: { table: 'quotes', key: 'replaces_id' },
  },

  in: ['detail', 'export'],
  fields: {
    id: uuid({ nullable: false, in: ['list', 'detail', 'export'] }),
    code: code({ nullable: false, in: 'everywhere' }),
    deal: embedded('deal', dealSummary, {
      key: 'deal_id',
      nullable: false,
      rule: { create: mandatoryReference().create },
      in: ['list', 'detail'],
    }),
    customer: embedded('customer', customerSummary, { key: 'customer_id', in: ['detail'] }),
    title: text({ nullable: false, rule: nonNullText(255), in: 'everywhere' }),
    customer_name: text({ in: 'everywhere' }),
    customer_address: text({ filter: false, sort: false }),
    status: choice(QUOTE_STATUSES, { in: 'everywhere' }),
    is_expired: boolean({
      sql: `(r.status = 'sent' AND r.valid_until IS NOT NULL AND r.valid_until < organization_today())`,
      nullable: false,
      in: ['list', 'detail'],
    }),
    valid_until: date({ writable: true, in: 'everywhere' }),
    currency: code({ nullable: false, in: ['list', 'detail', 'export'] }),
    net: decimal({ ...AMOUNT, in: ['list', 'detail', 'export'] }),
    tax: decimal({ ...AMOUNT, in: ['list', 'detail', 'export'] }),
    gross: decimal({ ...AMOUNT, in: 'everywhere' }),
    taxes: summariesOf(taxSummary, TAXES),
    notes: text({ rule: optionalText(10_000), filter: false, sort: false }),
    terms: text({ rule: optionalText(10_000), filter: false, sort: false }),
    replaces: embedded('replaces', quoteSummary, {
      key: 'replaces_id',
      rule: optionalReference(),
      in: ['detail'],
    }),
    sender_name: text({ nullable: false, filter: false, sort: false }),
    sender_address: text({ filter: false, sort: false }),
    locale: code({ nullable: false, filter: false, sort: false }),
    snapshot_at: timestamp({ nullable: false }),
    sent_at: timestamp({ in: ['list', 'detail', 'export'] }),
    decided_at: timestamp(),
    decline_reason: text({ filter: false, sort: false }),
    version: version(),
    created_at: timestamp({ nullable: false, in: ['list', 'detail', 'export'] }),
    updated_at: timestamp({ nullable: false }),
  },
})
