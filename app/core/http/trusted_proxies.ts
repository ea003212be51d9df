import { BlockList, isIP } from 'node:net'

/** The proxies that are believed about a client's address: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`. */
export class TrustedProxies {
  readonly #list = new BlockList()

  /** @throws when one of them is neither an address nor a network */
  constructor(entries: readonly string[]) {
    for (const entry of entries) this.#add(entry)
  }

  include(address: string): boolean {
    const family = familyOf(address)
    return family !== null && this.#list.check(address, family)
  }

  #add(entry: string) {
    const [address = '', prefix] = entry.split('/')
    const family = familyOf(address)
    if (family === null || (prefix !== undefined && !isPrefix(prefix, family))) {
      throw new Error(
        `TRUSTED_PROXIES names "${entry}", which is neither an address nor a network. Write 10.0.0.7 or 10.0.0.0/8.`
      )
    }
    if (prefix === undefined) this.#list.addAddress(address, family)
    else this.#list.addSubnet(address, Number(prefix), family)
  }
}

type Family = 'ipv4' | 'ipv6'

function isPrefix(text: string, family: Family): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= (family === 'ipv4' ? 32 : 128)
}

function familyOf(address: string): Family | null {
  switch (isIP(address)) {
    case 4:
      return 'ipv4'
    case 6:
      return 'ipv6'
    default:
      return null
  }
}
