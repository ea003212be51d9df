import vine from '@vinejs/vine'
import type { JSONSchema7 } from 'json-schema'
import { optionalText } from '#core/resources/validation/fields'

export const ADDRESS_KINDS = ['billing', 'shipping', 'visiting', 'other'] as const

/** How many addresses, and how many domains, a customer has at most. */
export const MAX_ADDRESSES = 20
export const MAX_DOMAINS = 20
const MAX_DOMAIN_LENGTH = 253

/** An address as a customer has it, besides the one of the record itself. */
export interface CustomerAddress {
  readonly kind: (typeof ADDRESS_KINDS)[number]
  readonly address?: string | null
  readonly city?: string | null
  readonly state?: string | null
  readonly country?: string | null
  readonly postal_code?: string | null
}

/** All further addresses; the list that is sent replaces the one that there is. */
export const addressList = () =>
  vine
    .array(
      vine.object({
        kind: vine.enum(ADDRESS_KINDS),
        address: optionalText(1000),
        city: optionalText(100),
        state: optionalText(100),
        country: optionalText(100),
        postal_code: optionalText(20),
      })
    )
    .maxLength(MAX_ADDRESSES)
    .optional()

/** All domains of a company, as they are written or copied: what one is, is found out when it is kept. */
export const domainList = () =>
  vine.array(vine.string().trim().maxLength(500)).maxLength(MAX_DOMAINS).optional()

const part: JSONSchema7 = { type: ['string', 'null'] }

export const addressesSchema: JSONSchema7 = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      kind: { type: 'string', enum: [...ADDRESS_KINDS] },
      address: part,
      city: part,
      state: part,
      country: part,
      postal_code: part,
    },
    required: ['kind', 'address', 'city', 'state', 'country', 'postal_code'],
  },
}

const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?'
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+${LABEL}$`, 'u')

/** `https://www.Example.com/about` is of the domain `example.com`; null is of none. */
export function domainOf(text: string): string | null {
  const domain = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z\d+.-]*:\/\//, '')
    .replace(/^[^/?#]*@/, '')
    .replace(/[/?#:].*$/, '')
    .replace(/\.$/, '')
    .replace(/^www\.(?=.*\.)/, '')
  return domain.length <= MAX_DOMAIN_LENGTH && DOMAIN.test(domain) ? domain : null
}
