/*
|--------------------------------------------------------------------------
| What every entry point shares
|--------------------------------------------------------------------------
|
| The root of the application, the way modules are imported, and the ".env"
| that a fresh clone does not have yet.
|
*/

import { ensureEnvFile } from '#support/env_file'

process.env.TZ = 'UTC'

export const APP_ROOT = new URL('../', import.meta.url)

export function importer(filePath: string): Promise<unknown> {
  if (filePath.startsWith('./') || filePath.startsWith('../')) {
    return import(new URL(filePath, APP_ROOT).href)
  }
  return import(filePath)
}

await ensureEnvFile(APP_ROOT)
