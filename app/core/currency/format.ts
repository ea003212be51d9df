const formats = new Map<string, Intl.NumberFormat>()

/** `1234.50`, `EUR` → `€1,234.50`; cents are left out where there are none. */
export function money(amount: string, currency: string): string {
  const format =
    formats.get(currency) ??
    new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency,
      trailingZeroDisplay: 'stripIfInteger',
    })
  formats.set(currency, format)
  return format.format(Number(amount))
}
