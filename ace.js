/*
|--------------------------------------------------------------------------
| Ace entry point
|--------------------------------------------------------------------------
|
| "node ace <command>" with whatever Node the computer has. The application
| needs Node 24 and brings it along (the npm package "node"), so an older
| Node hands the command over to that one.
|
*/

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const REQUIRED = 24

if (Number(process.versions.node.split('.')[0]) >= REQUIRED) {
  await import('@poppinss/ts-exec')
  await import('./bin/console.js')
} else {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const local = fileURLToPath(new URL(`./node_modules/node/bin/${name}`, import.meta.url))
  if (!existsSync(local)) {
    console.error(
      `This application needs Node ${REQUIRED}. Run "npm install": it brings one along.`
    )
    process.exit(1)
  }
  const script = fileURLToPath(import.meta.url)
  const run = spawnSync(local, [script, ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exit(run.status ?? 1)
}
