import ipaddr from 'ipaddr.js'

type Address = ReturnType<typeof ipaddr.process>
type Network = ReturnType<typeof ipaddr.parseCIDR>

/** All that is given out for hosts on the internet. What lies outside has a meaning of its own. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3')
/** For tests of networks (RFC 2544, RFC 5180), which are behind the same router. */
const BENCHMARKING = ['198.18.0.0/15', '2001:2::/48'].map((network) => ipaddr.parseCIDR(network))

/** Tells addresses on the internet from those of private networks, of this host, and of no host at all. */
export class AddressGuard {
  readonly #allowed: readonly Network[]

  /**
   * @param allowed networks and addresses that pass nevertheless: `127.0.0.0/8`, `10.1.2.3`
   * @throws when one of them is neither
   */
  constructor(allowed: readonly string[] = []) {
    this.#allowed = allowed.map(networkOf)
  }

  /** Whether nothing may be sent there. @param address as the system spells it, of IPv4 or IPv6 */
  refuses(address: string): boolean {
    if (!ipaddr.isValid(address)) return true
    /* An IPv4 address inside of an IPv6 one is the IPv4 one. */
    const parsed = ipaddr.process(address)
    return !isPublic(parsed) && !this.#allowed.some((network) => contains(network, parsed))
  }
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  if (BENCHMARKING.some((network) => contains(network, address))) return false
  return address.kind() === 'ipv4' || contains(GLOBAL_IPV6, address)
}

function contains(network: Network, address: Address): boolean {
  return network[0].kind() === address.kind() && address.match(network)
}

function networkOf(text: string): Network {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  if (ipaddr.isValid(text)) {
    const address = ipaddr.process(text)
    return [address, address.kind() === 'ipv4' ? 32 : 128]
  }
  throw new Error(
    `PLUGINS_HTTP_ALLOW names "${text}", which is neither an address nor a network. Write 10.0.0.7 or 10.0.0.0/8.`
  )
}
