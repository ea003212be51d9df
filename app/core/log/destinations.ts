import { Writable } from 'node:stream'
import app from '@adonisjs/core/services/app'
import { destinations, multistream } from '@adonisjs/core/logger'
import env from '#start/env'
import { BestEffortStream } from '#core/log/best_effort_stream'

/** Where the log is written unless LOG_FILE says so. */
const DEFAULT_FILE = 'logs/app.log'
const WARN = 40
const STDOUT = 1

const open: BestEffortStream[] = []

/** A place that the log cannot be written to. */
export interface LogTrouble {
  /** The path of the file, or `the console`. */
  readonly title: string
  /** The code of a system error, such as `ENOSPC`. */
  readonly code: string
  /** Lines lost so far. */
  readonly lost: number
}

/** The path of the log file; null when the log goes to the console alone. */
export function logFile(): string | null {
  const file = env.get('LOG_FILE', DEFAULT_FILE)
  return file === 'off' ? null : app.makePath(file)
}

/** The places to which the log cannot be written at the moment. */
export function logTroubles(): readonly LogTrouble[] {
  return open.flatMap(({ failure, title, lost }) =>
    failure === null ? [] : [{ title, code: failure, lost }]
  )
}

/**
 * Opens what the log is written to: the console, readable in development and
 * JSON elsewhere, and the file. Tests write to the file only. None of them ends
 * the process when it cannot be written to.
 */
export async function openLogDestination() {
  const file = logFile()
  const streams = [
    ...(app.inTest ? [] : [await openConsole()]),
    ...(file === null ? [] : [bestEffort(file, file)]),
  ]
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  process.on('exit', () => open.forEach((stream) => stream.flushSync()))
  return multistream(streams.map((stream) => ({ level: 'trace', stream })))
}

async function openConsole(): Promise<Pick<BestEffortStream, 'write'>> {
  const console = bestEffort('the console', STDOUT)
  if (!app.inDev) return console
  const destination = new Writable({
    write(chunk, _encoding, done) {
      console.write(String(chunk))
      done()
    },
  })
  return destinations.pretty({ destination })
}

function bestEffort(title: string, target: string | number): BestEffortStream {
  const stream = new BestEffortStream({ title, target, announce: say, lossLine })
  open.push(stream)
  return stream
}

/** The console may be what has failed: then no one is there to be told. */
function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

function lossLine(lost: number, reason: string): string {
  const line = { level: WARN, time: Date.now(), pid: process.pid, lost, reason }
  return `${JSON.stringify({ ...line, msg: 'lines of the log were lost here' })}\n`
}
