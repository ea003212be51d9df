import { isIPv6 } from 'node:net'

/** Those that stand for all addresses of a computer, as URLs write them. */
const ANY_ADDRESS = new Set(['0.0.0.0', '[::]', '[::ffff:0:0]'])

/**
 * The origin at which a browser on this computer reaches a server that listens
 * there: `http://[::1]:8000`. All addresses are none to go to, and are called
 * `localhost`.
 *
 * @param host a name or an address, as HOST says it
 */
export function originOf(host: string, port: number): string {
  return `http://${hostnameOf(host)}:${port}`
}

/** The host of that origin, as it stands in a `Host` header. */
export function hostnameOf(host: string): string {
  /* A zone, as in fe80::1%eth0, has no place in URLs. */
  const [address = host] = host.split('%')
  const { hostname } = new URL(`http://${isIPv6(address) ? `[${address}]` : host}`)
  return ANY_ADDRESS.has(hostname) ? 'localhost' : hostname
}
