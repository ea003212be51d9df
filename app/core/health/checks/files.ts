import { randomUUID } from 'node:crypto'
import { bucket, files } from '#config/files'
import { defaultStore } from '#core/files/default_store'
import { type CheckResult, checkResult, problem } from '#core/health/checks/issue'

/** Below which no organization and no plugin has anything. */
const FOLDER = '_doctor'

/** Whether files can be written where they are kept, read and deleted. */
export async function checkFiles(): Promise<CheckResult> {
  const place = bucket === null ? `the folder ${files.folder}` : `the bucket "${bucket.name}"`
  const path = `${FOLDER}/${randomUUID()}`
  const bytes = Buffer.from(path)
  try {
    const store = await defaultStore()
    await store.put(path, bytes, 'text/plain')
    const found = await store.get(path)
    await store.delete(path)
    if (found && bytes.equals(found.bytes)) return checkResult([], [`in ${place}`])
    return checkResult([problem(`A file that was written to ${place} is not there afterwards.`)])
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return checkResult([
      problem(`Files cannot be written to ${place}, read or deleted there: ${reason}.`),
    ])
  }
}
