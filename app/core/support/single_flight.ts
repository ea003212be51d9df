/** Does once what is asked for several times at once. Nothing is kept: who asks afterwards has it done anew. */
export class SingleFlight<T> {
  readonly #running = new Map<string, Promise<T>>()

  /**
   * Does the work, or takes part in the same that is being done.
   *
   * @param key the same for what comes to the same
   * @throws what the work throws, to all who wait for it
   */
  async do(key: string, work: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key)
    if (running) return running
    const started = work().finally(() => this.#running.delete(key))
    this.#running.set(key, started)
    return started
  }
}
