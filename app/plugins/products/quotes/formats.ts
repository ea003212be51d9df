/** How days, numbers and amounts are written in a language, exactly as they are: `1234.50` → `1.234,50 €`. */
export interface Formats {
  amount(value: string): string
  /** A day such as `2026-03-02`. */
  day(value: string): string
  percent(value: string): string
  quantity(value: string): string
}

/** @param locale as BCP 47 has it */
export function formatsFor(locale: string, currency: string): Formats {
  const amounts = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 })
  const percents = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'percent',
    maximumFractionDigits: 2,
  })
  const exactly = (format: Intl.NumberFormat) => (value: string) =>
    isNumeric(value) ? format.format(value) : value
  return {
    amount: exactly(amounts),
    day: (value) => days.format(new Date(`${value}T00:00:00Z`)),
    percent: exactly(percents),
    quantity: exactly(numbers),
  }
}

/** What PostgreSQL writes of a number. As text it is formatted as it is, whatever its size. */
function isNumeric(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text)
}
