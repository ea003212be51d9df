/** Whether this process wants to be given requests; false from the moment it is told to stop. */
let accepting = true

export const readiness = {
  get isAccepting() {
    return accepting
  },

  /** Tells balancers, at their next question, to send requests elsewhere. */
  withdraw() {
    accepting = false
  },
}
