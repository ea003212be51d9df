import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { type LookupFunction, isIP } from 'node:net'
import { promisify } from 'node:util'
import type { AddressGuard } from '#core/http/address_guard'

/** Resolves a name to all of its addresses, as `lookup` of `node:dns` does. */
export type Resolve = (
  hostname: string,
  callback: (error: Error | null, addresses: LookupAddress[]) => void
) => void

export const resolveAll: Resolve = (hostname, callback) =>
  systemLookup(hostname, { all: true }, callback)

/** Why nothing was sent: the address is one of a private network. */
export class RefusedAddress extends Error {
  override name = 'RefusedAddress'
}

/** Resolves a name, and refuses it when any of its addresses is one that nothing may be sent to. */
export function guardedLookup(guard: AddressGuard, resolve: Resolve): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname, (error, addresses) => {
      if (error) return callback(error, '')
      const [first] = addresses
      if (!first || addresses.some(({ address }) => guard.refuses(address))) {
        return callback(new RefusedAddress(), '')
      }
      if (all) return callback(null, addresses)
      callback(null, first.address, first.family)
    })
  }
}

/**
 * The one address that a host is connected to, for what looks up no names itself.
 *
 * @param host a name, or an address
 * @throws {RefusedAddress} when nothing may be sent there, and what the lookup throws
 */
export async function guardedAddress(
  guard: AddressGuard,
  resolve: Resolve,
  host: string
): Promise<string> {
  const addresses =
    isIP(host) === 0 ? (await promisify(resolve)(host)).map(({ address }) => address) : [host]
  const [first] = addresses
  if (first === undefined || addresses.some((address) => guard.refuses(address))) {
    throw new RefusedAddress()
  }
  return first
}
