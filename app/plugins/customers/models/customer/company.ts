import { invalid } from '#core/http/exceptions/problem'
import { type CustomerAddress, domainOf } from '#plugins/customers/validators/company'

/**
 * Domains as they are kept: each in one form, and once.
 *
 * @throws 422 for what is none
 */
export function settleDomains(written: readonly string[]): string[] {
  const domains = written.map((text) => {
    const domain = domainOf(text)
    if (domain !== null) return domain
    const message = `"${text}" is no domain, such as example.com`
    throw invalid([{ field: 'domains', rule: 'domain', message }])
  })
  return [...new Set(domains)]
}

/** Addresses with all their parts, null where one is not known. */
export function settleAddresses(written: readonly CustomerAddress[]): CustomerAddress[] {
  return written.map((entry) => ({
    kind: entry.kind,
    address: entry.address ?? null,
    city: entry.city ?? null,
    state: entry.state ?? null,
    country: entry.country ?? null,
    postal_code: entry.postal_code ?? null,
  }))
}
