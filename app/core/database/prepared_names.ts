/**
 * Names under which connections keep statements prepared, so that they are
 * parsed and planned once and not each time.
 *
 * Only for statements whose best plan is the same for every organization. A
 * kept plan is memory of PostgreSQL in each connection, so that only the first
 * texts get a name; the rest are prepared each time.
 */
export class PreparedNames {
  readonly #names = new Map<string, string>()

  /**
   * @param prefix begins the names: nobody else's may
   * @param max how many texts get one
   */
  constructor(
    private readonly prefix: string,
    private readonly max: number
  ) {}

  /** The name of this text, the same one each time; null when there are too many. */
  of(text: string): string | null {
    const known = this.#names.get(text)
    if (known !== undefined) return known
    if (this.#names.size >= this.max) return null
    const name = `${this.prefix}-${this.#names.size + 1}`
    this.#names.set(text, name)
    return name
  }
}
