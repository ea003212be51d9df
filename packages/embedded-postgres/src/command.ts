import { spawn } from 'node:child_process'

/** How a program ended; `output` holds what it wrote to stdout and stderr, for error messages. */
export interface Outcome {
  succeeded: boolean
  output: string
}

export interface Circumstances {
  cwd?: string
  uid?: number | undefined
  gid?: number | undefined
  input?: string
}

/**
 * PostgreSQL's programs obey a lot of variables (PGDATA, PGPORT, PGOPTIONS…) that a developer may
 * have set for another server, and the server has no business with the application's secrets.
 */
function sparseEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']
  const values = kept.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value]]
  })

  return { ...Object.fromEntries(values), LC_ALL: 'C', TZ: 'UTC' }
}

/**
 * Runs a program to its end, without a shell. It gets a session of its own, so that a Ctrl-C in the
 * terminal cannot interrupt it halfway.
 *
 * @throws {Error} the system's error when the program cannot be run at all
 */
export function run(program: string, args: string[], given: Circumstances = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: given.cwd,
      uid: given.uid,
      gid: given.gid,
      env: sparseEnvironment(),
      detached: true,
      windowsHide: true,
    })

    let output = ''
    const collect = (chunk: Buffer) => (output += chunk.toString())
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)

    // A program that fails early closes its stdin; its exit code tells more than the EPIPE.
    child.stdin.on('error', () => {})
    child.stdin.end(given.input ?? '')

    child.once('error', reject)

    // On Windows a server started by pg_ctl inherits the pipes, so that they never close.
    child.once(process.platform === 'win32' ? 'exit' : 'close', (code: number | null) => {
      resolve({ succeeded: code === 0, output: output.trim() })
    })
  })
}
