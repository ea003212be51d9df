import { money } from '#core/currency/format'
import { pluralize } from '#admin/humanize'

interface Sum {
  readonly currency: string
  readonly count: number
  readonly value: string
  readonly expected_revenue: string
}

interface Place {
  readonly deal_count: number
  readonly by_currency: readonly Sum[]
}

interface Month extends Place {
  readonly month: string
  readonly month_name: string
}

/** What `dealForecast` answers, as far as the chart needs it. */
export interface ForecastJson {
  readonly forecasts: readonly Month[]
  readonly overdue: Place
  readonly later: Place
  readonly undated: Place
}

const WIDTH = 420
const HEIGHT = 120
const GAP = 16
const MIN = 2
/** More currencies than this are told in words only. */
const MAX_CHARTS = 3

/**
 * The geometry of the forecast, which a template draws as SVG: a chart for each
 * currency, since amounts of two are never added, with a column for each month.
 * A column stands for what the deals are worth; its filled part for what they
 * should bring, by their probability.
 */
export function forecastCharts({ forecasts, overdue, later, undated }: ForecastJson) {
  const counts = new Map<string, number>()
  for (const { currency, count } of forecasts.flatMap((month) => month.by_currency)) {
    counts.set(currency, (counts.get(currency) ?? 0) + count)
  }
  const currencies = [...counts].sort(([, a], [, b]) => b - a).map(([currency]) => currency)
  return {
    charts: currencies.slice(0, MAX_CHARTS).map((currency) => chartOf(currency, forecasts)),
    others: currencies.slice(MAX_CHARTS),
    elsewhere: [
      { label: 'Overdue', isBad: overdue.deal_count > 0, ...told(overdue) },
      { label: 'Later', isBad: false, ...told(later) },
      { label: 'Without a date', isBad: false, ...told(undated) },
    ],
  }
}

function chartOf(currency: string, months: readonly Month[]) {
  const sums = months.map(({ by_currency: each }) => each.find((sum) => sum.currency === currency))
  const max = Math.max(1, ...sums.map((sum) => Number(sum?.value ?? 0)))
  const step = WIDTH / Math.max(1, months.length)
  const expected = sums.reduce((total, sum) => total + Number(sum?.expected_revenue ?? 0), 0)
  return {
    currency,
    width: WIDTH,
    height: HEIGHT,
    total: money(expected.toFixed(2), currency),
    columns: months.map(({ month_name: name }, index) => {
      const sum = sums[index]
      const value = Number(sum?.value ?? 0)
      const full = Math.max(MIN, Math.round((value / max) * HEIGHT))
      const filled = Math.round((Number(sum?.expected_revenue ?? 0) / max) * HEIGHT)
      return {
        name,
        label: name.slice(0, 3),
        isEmpty: value === 0,
        x: Math.round(index * step + GAP / 2),
        middle: Math.round((index + 0.5) * step),
        width: Math.round(step - GAP),
        full: { y: HEIGHT - full, height: full },
        filled: { y: HEIGHT - filled, height: filled },
        expected: money(sum?.expected_revenue ?? '0', currency),
        value: money(sum?.value ?? '0', currency),
        deals: pluralize(sum?.count ?? 0, 'deal'),
      }
    }),
  }
}

function told({ deal_count: count, by_currency: sums }: Place) {
  return {
    deals: pluralize(count, 'deal'),
    amounts: sums.map(({ value, currency }) => money(value, currency)).join(' · '),
  }
}
