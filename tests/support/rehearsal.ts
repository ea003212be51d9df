import type { Assert } from '@japa/assert'
import { codeOf } from '#tests/support/two_factor'

/** What a user relies on who has an account of the demonstration, by the API of a server. */
export class Rehearsal {
  #secret = ''
  #key = ''

  constructor(
    private readonly assert: Assert,
    private readonly origin: string
  ) {}

  /** Logs in, sets up a second factor for the manager, and makes an API key. */
  async prepare(): Promise<void> {
    const token = await this.logIn('admin@crm.com', 'admin123')
    const manager = await this.logIn('manager@democompany.com', 'demo12345')
    const { secret } = await this.#call('POST', '/api/auth/two-factor/', manager, {})
    const code = codeOf(secret, -1)
    await this.#call('POST', '/api/auth/two-factor/confirm/', manager, { code })
    const { results } = await this.#call('GET', '/api/roles/?slug=sales', token)
    const made = { name: 'Web shop', role_id: results[0].id }
    const { key } = await this.#call('POST', '/api/api-keys/', token, made)
    this.#secret = secret
    this.#key = key
  }

  /** The same people and the same key, on another server. */
  on(origin: string): Rehearsal {
    const other = new Rehearsal(this.assert, origin)
    other.#secret = this.#secret
    other.#key = this.#key
    return other
  }

  /** A customer with this name, by the key. */
  async addCustomer(name: string): Promise<void> {
    await this.#call('POST', '/api/customers/', this.#key, { customer_type: 'business', name })
  }

  async customers(): Promise<string[]> {
    const names: string[] = []
    let path: string | null = '/api/customers/?page_size=100'
    while (path !== null) {
      const { results, next } = await this.#call('GET', path, this.#key)
      names.push(...results.map(({ name }: { name: string }) => name))
      path = next === null ? null : next.slice(new URL(next).origin.length)
    }
    return names
  }

  /** Everything is as it was, and every user gets in as before. */
  async holds(): Promise<void> {
    const token = await this.logIn('admin@crm.com', 'admin123')
    const challenged = await this.#post('/api/auth/login/', {
      email: 'manager@democompany.com',
      password: 'demo12345',
    })
    const { challenge } = JSON.parse(await challenged.text())
    this.assert.isString(challenge)
    const passed = await this.#post('/api/auth/login/two-factor/', {
      challenge,
      code: codeOf(this.#secret),
    })
    this.assert.equal(passed.status, 200, await passed.text())

    const stats = await this.#call('GET', '/api/deals/stats/?organization=demo-company', token)
    this.assert.containSubset(stats, {
      total_value: '630000.00',
      expected_revenue: '346750.00',
      average_deal_size: '126000.00',
    })
    this.assert.isAbove((await this.#call('GET', '/api/audit-logs/', token)).count, 10)
    this.assert.include(await this.customers(), 'Emily Chen')
  }

  async logIn(email: string, password: string): Promise<string> {
    const answer = await this.#post('/api/auth/login/', { email, password })
    const text = await answer.text()
    this.assert.equal(answer.status, 200, text)
    return JSON.parse(text).tokens.access
  }

  /** What a login is answered by a server that cannot do it. */
  async refusedLogin(): Promise<number> {
    return (await this.#post('/api/auth/login/', { email: 'admin@crm.com', password: 'admin123' }))
      .status
  }

  #post(path: string, body: object): Promise<Response> {
    return fetch(`${this.origin}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  async #call(method: string, path: string, token: string, body?: object) {
    const answer = await fetch(`${this.origin}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'Authorization': `Bearer ${token}` },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    this.assert.isTrue(answer.ok, `${method} ${path}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }
}
