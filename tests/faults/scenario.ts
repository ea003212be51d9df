/** A fault that is really brought about, and the promise that holds meanwhile. */
export interface Scenario {
  /** As it is named on the command line. */
  readonly name: string
  /** The promise, in one sentence. */
  readonly title: string
  /** Brings the fault about. @throws when the promise is broken */
  run(): Promise<void>
}

/** Thrown where a machine cannot bring the fault about: the scenario says why and counts as skipped. */
export class Skipped extends Error {}
