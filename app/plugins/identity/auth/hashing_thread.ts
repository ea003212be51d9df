import { type Options, hashSync, verifySync } from '@node-rs/argon2'

/** What a hashing thread is given to do: these are the only ways to ask it. */
export type Hashing =
  | { readonly value: string; readonly options: Options }
  | { readonly value: string; readonly hashed: string }

/** Runs in a thread of its own: makes a hash, or says whether the value is the hashed one. */
export default function work(task: Hashing): string | boolean {
  return 'hashed' in task ? verifySync(task.hashed, task.value) : hashSync(task.value, task.options)
}
