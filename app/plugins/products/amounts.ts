/*
 * What a line comes to, in SQL: of deals and of quotes alike. Each amount of a line is rounded to the
 * decimals of its currency, so that what is added up is what is shown.
 */

/** A line's amounts as SQL. */
export interface Amounts {
  /** What it comes to without tax, its discount taken off. */
  readonly net: string
  readonly tax: string
  /** Net and tax together. */
  readonly gross: string
}

/**
 * @param line the name of its row, which has `quantity`, `unit_price`, `discount` and `tax_rate`
 * @param currency SQL of the currency that it is in
 */
export function amountsOf(line: string, currency: string): Amounts {
  const decimals = `currency_decimals(${currency})`
  const net = `round(${line}.quantity * ${line}.unit_price * (100 - ${line}.discount) / 100, ${decimals})`
  const tax = `round(${net} * ${line}.tax_rate / 100, ${decimals})`
  return { net, tax, gross: `(${net} + ${tax})` }
}

/** Whether the deal `r` has lines. */
export const HAS_LINES = `EXISTS (SELECT FROM deal_lines l
  WHERE l.organization_id = r.organization_id AND l.deal_id = r.id)`

/** What the lines of the deal `r` come to, without tax; nought without any. */
export const VALUE_BY_LINES = `(SELECT coalesce(sum(${amountsOf('l', 'r.currency').net}), 0)
  FROM deal_lines l WHERE l.organization_id = r.organization_id AND l.deal_id = r.id)`
