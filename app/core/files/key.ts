const MAX_LENGTH = 500
const MAX_PART_LENGTH = 150
/** Neither hidden nor `..`, and nothing that a folder or a bucket would read otherwise. */
const PART = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/

/** What a key has to be, in words that follow `is no key of a file: `. */
const WANTED =
  'letters, digits, dots, dashes and underscores, in parts that are separated by slashes and begin ' +
  `with none of the dots; a part has at most ${MAX_PART_LENGTH} characters, all of it ${MAX_LENGTH}`

/**
 * The key of a file, or of a folder of files.
 *
 * @throws when it is none, such as an absolute path, or one that leads elsewhere
 */
export function checkedKey(key: string): string {
  const isKey =
    typeof key === 'string' &&
    key.length <= MAX_LENGTH &&
    key.split('/').every((part) => part.length <= MAX_PART_LENGTH && PART.test(part))
  if (!isKey) {
    throw new Error(`${JSON.stringify(key)?.slice(0, 100)} is no key of a file: ${WANTED}`)
  }
  return key
}
