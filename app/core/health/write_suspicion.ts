let suspect = false

/** A write was refused for lack of disk: until one succeeds, it is asked before requests are invited. */
export function noteWriteFailure(): void {
  suspect = true
}

/** A write was taken. */
export function noteWriteSuccess(): void {
  suspect = false
}

/** Whether the database has refused a write for lack of disk, and none has been taken since. */
export function isWriteSuspect(): boolean {
  return suspect
}
