import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'

/**
 * Makes `.env` from `.env.example`, with an `APP_KEY` of its own, when a clone
 * has none yet. Never in production: there the operator names every secret.
 *
 * @param root the application's folder, as a file URL that ends with a slash
 */
export async function ensureEnvFile(root: URL): Promise<void> {
  if (process.env.NODE_ENV === 'production') return

  const example = await readFile(new URL('.env.example', root), 'utf8').catch(() => null)
  if (example === null) return

  const content = example.replace(
    /^APP_KEY=.*$/m,
    `APP_KEY=${randomBytes(32).toString('base64url')}`
  )
  await writeFile(new URL('.env', root), content, { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return
      /* In a folder that cannot be written to, the settings come from the environment. */
      if (process.env.APP_KEY === undefined || !isUnwritable(error)) throw error
    }
  )
}

function isUnwritable({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EACCES' || code === 'EROFS' || code === 'EPERM'
}
