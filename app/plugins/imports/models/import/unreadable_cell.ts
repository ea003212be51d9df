/** A cell that is not written in the way that its rule says. */
export class UnreadableCell extends Error {
  constructor(
    readonly rule: 'date' | 'decimal' | 'currency' | 'phone',
    message: string
  ) {
    super(message)
  }
}
