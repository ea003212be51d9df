import { allowedNetworks } from '#config/outgoing'
import type { HttpAnswer } from '#core/plugins/api'
import { HttpClient, type OwnRequest } from '#core/plugins/delivery/http_client'
import { UnitOfWork } from '#core/database/unit_of_work'

let client = new HttpClient({ allowed: allowedNetworks })

/** Asks another system. @throws inside of a transaction, which would wait along with it */
export async function ask(url: string | URL, request?: OwnRequest): Promise<HttpAnswer> {
  if (UnitOfWork.current()) {
    throw new Error(
      'A transaction waits for no other system: ask it before, or in a job of its own'
    )
  }
  return client.ask(url, request)
}

/** Whether a URL names an address that is not asked. Where a name leads to is seen when it is asked. */
export function isRefused(url: URL): boolean {
  return client.refuses(url)
}

/**
 * Asks with another client from here on. For tests, whose other systems are on this host.
 *
 * @returns puts back the one before
 */
export function askWith(other: HttpClient): () => void {
  const before = client
  client = other
  return () => {
    client = before
  }
}
