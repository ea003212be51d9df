import type { Child } from './child.js'
import type { Caller } from './population.js'
import type { Call, ServerName } from './workload.js'

/** One of the two servers, with the tokens that it knows its callers by. */
export class Target {
  constructor(
    readonly name: ServerName,
    readonly child: Child,
    private readonly tokens: ReadonlyMap<string, string>
  ) {}

  headers(caller: Caller): Record<string, string> {
    return {
      'authorization': `Bearer ${this.tokens.get(caller.userId)}`,
      'x-organization-id': caller.organizationId,
      'content-type': 'application/json',
    }
  }

  /** Sends one call. @returns the status and the parsed answer */
  async send(caller: Caller, call: Call): Promise<{ status: number; answer: unknown }> {
    const response = await fetch(`${this.child.url}${call.path}`, {
      method: call.method,
      headers: this.headers(caller),
      body: call.body,
    })
    const answer: unknown = await response.json()
    return { status: response.status, answer }
  }
}
