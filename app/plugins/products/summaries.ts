import { boolean, code, text, uuid } from '#core/resources/fields'

/** A product, as another record shows it. */
export const productSummary = {
  id: uuid({ nullable: false }),
  code: code({ nullable: false }),
  name: text({ nullable: false }),
  sku: code(),
  unit: text(),
}

/** A price book, as another record shows it. */
export const priceBookSummary = {
  id: uuid({ nullable: false }),
  name: text({ nullable: false }),
  currency: code({ nullable: false }),
  is_default: boolean({ nullable: false }),
}

/** A deal, as its lines show it. */
export const dealSummary = {
  id: uuid({ nullable: false }),
  code: code({ nullable: false }),
  title: text({ nullable: false }),
  currency: code({ nullable: false }),
}
