import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import getPort from 'get-port'
import { Child } from './child.js'
import type { BenchData } from './bench_data.js'
import type { Caller } from './population.js'
import { Target } from './target.js'

/** Compiles the application as for production. @throws when it does not compile */
export function buildApplication(root: URL): void {
  const build = spawnSync(process.execPath, ['ace.js', 'build'], {
    cwd: fileURLToPath(root),
    env: { ...process.env, NODE_ENV: 'development' },
    encoding: 'utf8',
  })
  if (build.status !== 0) throw new Error(`The build failed:\n${build.stdout}${build.stderr}`)
}

/** The application as it runs in production. @param profile a folder for its CPU profile */
export async function startApplication(
  root: URL,
  port: number,
  house: BenchData,
  callers: readonly Caller[],
  profile: string | null
): Promise<Target> {
  const script = fileURLToPath(new URL('build/bin/server.js', root))
  const profiling = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const child = await Child.start(port, [...profiling, script], {})
  const tokens = new Map<string, string>()
  for (const caller of callers) tokens.set(caller.userId, await house.token(caller))
  return new Target('app', child, tokens)
}

/** The server that it is measured against. @param file where it is, beside this one */
export async function startBareServer(
  callers: readonly Caller[],
  secret: string,
  file = './bare_server.ts'
): Promise<Target> {
  const script = fileURLToPath(new URL(file, import.meta.url))
  const command = ['--import=@poppinss/ts-exec', script]
  const child = await Child.start(await getPort({ host: '127.0.0.1' }), command, {
    BARE_SECRET: secret,
  })
  const tokens = new Map(callers.map(({ userId }) => [userId, bareToken(userId, secret)]))
  return new Target('bare', child, tokens)
}

function bareToken(userId: string, secret: string): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const expires = Math.floor(Date.now() / 1000) + 86_400
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: userId, exp: expires })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
