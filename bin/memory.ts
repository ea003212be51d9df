/*
|--------------------------------------------------------------------------
| Memory of a server process
|--------------------------------------------------------------------------
|
| Requests leave short-lived objects behind. V8 would let them fill a hundred
| megabytes before it sweeps, and what survives double before it looks again.
| Kept in tighter bounds, a process stays under 200 MiB (ADR 0012).
|
| The size of the young space can be said on the command line only, and how
| many arenas the allocator of glibc divides its memory into in the environment
| only, so a process that was started without them becomes one that was: the
| same process, by the "execve" of the operating system. Where there is none, as
| on Windows, both stay as they are; and where the parent listens on a channel,
| which would be lost, as the one that restarts a server when a file changes.
| Imported first, while there is little to do again.
|
*/

import { setFlagsFromString } from 'node:v8'

/** MiB. Smaller ones are swept so often that it shows in the CPU of a request. */
const YOUNG = '--max-semi-space-size=8'

/** For all threads together: each arena keeps what it once had. */
const ARENAS = '2'

const isSaid = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].some((option) =>
  option.includes('-semi-space-size')
)
if (!isSaid && !process.connected && process.platform !== 'win32' && process.execve) {
  process.execve(
    process.execPath,
    [process.execPath, YOUNG, ...process.execArgv, ...process.argv.slice(1)],
    { MALLOC_ARENA_MAX: ARENAS, ...process.env }
  )
}

/** Per cent by which the heap may grow over what was alive at the last full sweep. */
setFlagsFromString('--heap-growing-percent=30')
