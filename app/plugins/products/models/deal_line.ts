import { compose } from '@adonisjs/core/helpers'
import { beforeCreate } from '@adonisjs/lucid/orm'
import { DealLineSchema } from '#database/schema'
import { InCurrencyOf } from '#core/currency/in_currency'
import { UnitOfWork } from '#core/database/unit_of_work'
import { type FieldError, invalid } from '#core/http/exceptions/problem'
import { EmitsEvents } from '#core/resources/concerns/emits_events'
import { Authored } from '#core/resources/concerns/authored'
import { OrganizationScoped } from '#core/resources/concerns/organization_scoped'
import { Versioned } from '#core/resources/concerns/versioned'

/** What a line takes from its deal, its product and the price book of its deal's currency. */
interface Offer {
  readonly currency: string
  /** Behind the lines that there are. */
  readonly position: number
  /** Null without a product, or where it is none of the organization's. */
  readonly product: string | null
  readonly name: string | null
  readonly unit: string | null
  readonly tax_rate: string | null
  readonly is_sold: boolean | null
  readonly unit_price: string | null
}

/** Something that a deal sells. It keeps what its product was called and cost when it was made. */
export default class DealLine extends compose(
  DealLineSchema,
  OrganizationScoped,
  EmitsEvents('deal-lines'),
  Authored,
  InCurrencyOf('unitPrice', { table: 'deals', key: 'dealId' }),
  Versioned
) {
  /**
   * Says what was left unsaid, by its product and the default price book.
   *
   * @throws 422 for a product that is not sold, and where name or price are said nowhere
   */
  @beforeCreate()
  static async takeOffer(line: DealLine) {
    const offer = await offerFor(line)
    if (!offer) return
    line.position ??= offer.position
    line.quantity ??= '1'
    line.discount ??= '0'
    line.taxRate ??= offer.tax_rate ?? '0'
    line.unit ??= offer.unit
    const { name = offer.name, unitPrice = offer.unit_price } = line.$attributes
    const isForeign = line.productId && offer.product === null
    if (isForeign)
      throw invalid([{ field: 'product_id', rule: 'exists', message: 'Product not found.' }])
    const errors = missingIn(offer, { name, unitPrice })
    if (errors.length > 0) throw invalid(errors)
    line.merge({ name, unitPrice })
  }
}

async function offerFor({ dealId, productId }: DealLine): Promise<Offer | undefined> {
  const { rows } = await UnitOfWork.get().query<Offer>(
    `SELECT d.currency, p.id AS product, p.name, p.unit, p.tax_rate::text, p.is_active AS is_sold,
            e.unit_price::text,
            (SELECT least(coalesce(max(l.position), 0) + 1, 100000) FROM deal_lines l
             WHERE l.organization_id = d.organization_id AND l.deal_id = d.id) AS position
     FROM deals d
     LEFT JOIN products p ON p.organization_id = d.organization_id AND p.id = $2 AND p.deleted_at IS NULL
     LEFT JOIN price_books b ON b.organization_id = d.organization_id AND b.currency = d.currency
       AND b.is_default
     LEFT JOIN price_book_entries e ON e.organization_id = d.organization_id
       AND e.price_book_id = b.id AND e.product_id = p.id
     WHERE d.organization_id = app_organization() AND d.id = $1`,
    [dealId, productId ?? null]
  )
  return rows[0]
}

function missingIn(
  { currency, product, is_sold: isSold }: Offer,
  { name, unitPrice }: { readonly name: unknown; readonly unitPrice: unknown }
): FieldError[] {
  if (product !== null && isSold === false) {
    return [{ field: 'product_id', rule: 'sold', message: 'This product is not sold any more.' }]
  }
  const noPrice =
    product === null
      ? 'A line without a product says its price.'
      : `The product has no price in ${currency}: say one.`
  return [
    ...(name ? [] : [required('name', 'A line without a product says its name.')]),
    ...(unitPrice === undefined || unitPrice === null ? [required('unit_price', noPrice)] : []),
  ]
}

const required = (field: string, message: string): FieldError => ({
  field,
  rule: 'required',
  message,
})
