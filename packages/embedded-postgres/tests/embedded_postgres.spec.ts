import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises'
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import pg from 'pg'

import { EmbeddedPostgres, type ServerAddress } from '#embedded_postgres/main'
import { Cluster } from '#embedded_postgres/cluster'
import { finishReplacement, replaceData } from '#embedded_postgres/replacement'
import { LivingProcess } from '#embedded_postgres/living_process'
import { recentRestarts } from '#embedded_postgres/restarts'
import { Home } from '#embedded_postgres/home'

const APPLICATION = fileURLToPath(new URL('../../../', import.meta.url))
const FIXTURE = fileURLToPath(new URL('fixture_process.ts', import.meta.url))
const IS_ROOT = process.getuid?.() === 0

interface Cleaner {
  cleanup(callback: () => Promise<void>): void
}

/** A folder for an application of its own, whose server and data are gone after the test. */
async function applicationFolder(
  { cleanup }: Cleaner,
  { name = 'application', mode = 0o755 } = {}
): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'embedded-postgres-'))
  const root = join(parent, name)
  await mkdir(root)
  await chmod(parent, mode)

  cleanup(async () => {
    const home = await Home.of(root)
    await stopServer(root, home)
    await rm(home.path, { recursive: true, force: true })
    await rmdir(dirname(home.path)).catch(() => {})
    await rm(parent, { recursive: true, force: true })
  })

  return root
}

async function stopServer(root: string, home: Home): Promise<void> {
  const pid = await serverPid(home).catch(() => null)
  if (pid === null) return

  await rm(home.participants, { recursive: true, force: true })
  const server = new EmbeddedPostgres(root)
  await server.join()
  await server.leave()
}

async function serverPid(home: Home): Promise<number> {
  const file = await readFile(join(home.data, 'postmaster.pid'), 'utf8')
  return Number.parseInt(file)
}

/** Another process that uses the server, killed after the test when it still lives. */
class OtherProcess {
  static start({ cleanup }: Cleaner, root: string, database?: string): OtherProcess {
    const other = new OtherProcess(
      spawn(
        process.execPath,
        ['--import=@poppinss/ts-exec', FIXTURE, root, ...(database ? [database] : [])],
        { cwd: APPLICATION }
      )
    )
    cleanup(() => other.kill())
    return other
  }

  readonly #child: ChildProcessWithoutNullStreams
  readonly #end: Promise<unknown>
  #output = ''
  #complaints = ''

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child
    this.#end = once(child, 'close')
    child.stdout.on('data', (chunk: Buffer) => (this.#output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (this.#complaints += chunk.toString()))
  }

  async joined(): Promise<ServerAddress> {
    while (!this.#output.endsWith('\n')) {
      if (this.#child.exitCode !== null) throw new Error(this.#complaints)
      await sleep(10)
    }

    return JSON.parse(this.#output)
  }

  async leave(): Promise<void> {
    this.#child.stdin.end()
    await this.#end
    if (this.#child.exitCode !== 0) throw new Error(this.#complaints)
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL')
    await this.#end
  }
}

async function query<T extends pg.QueryResultRow>(
  address: ServerAddress,
  sql: string,
  database = 'postgres'
): Promise<T[]> {
  const client = new pg.Client({ ...address, database })
  client.on('error', () => {})
  await client.connect()

  try {
    const { rows } = await client.query<T>(sql)
    return rows
  } finally {
    await client.end()
  }
}

async function answers(address: ServerAddress): Promise<boolean> {
  try {
    await query(address, 'select 1')
    return true
  } catch {
    return false
  }
}

test.group('Support | embedded postgres | what lies on the disk', () => {
  async function home({ cleanup }: Cleaner): Promise<Home> {
    const made = await Home.of(await applicationFolder({ cleanup }))
    await mkdir(made.data)
    return made
  }

  test('a pid file that is empty or cut names no server', async ({ assert, cleanup }) => {
    const own = await home({ cleanup })
    const cluster = new Cluster(own)
    for (const text of ['', '\n', '0\n', '-1\n', 'what\n']) {
      await writeFile(join(own.data, 'postmaster.pid'), text)
      assert.isFalse(await cluster.isRunning(), JSON.stringify(text))
      assert.isNull(await cluster.port(), JSON.stringify(text))
    }
    await rm(join(own.data, 'postmaster.pid'))
  })

  test('data that was to replace other data, and did not, never does so later', async ({
    assert,
    cleanup,
  }) => {
    const own = await home({ cleanup })
    const [stale, fresh] = [join(own.path, 'data.replacement'), join(own.path, 'data.restoring-1')]
    await writeFile(join(own.data, 'PG_VERSION'), 'old')
    for (const folder of [stale, fresh]) await mkdir(folder)
    await writeFile(join(stale, 'PG_VERSION'), 'stale')
    await writeFile(join(fresh, 'PG_VERSION'), 'fresh')

    const aside = await replaceData(own, fresh)
    const versionIn = (folder: string | null) => readFile(join(folder ?? '', 'PG_VERSION'), 'utf8')
    assert.equal(await versionIn(own.data), 'fresh')
    assert.equal(await versionIn(aside), 'old')

    await mkdir(stale)
    await finishReplacement(own)
    assert.notInclude(await readdir(own.path), 'data.replacement')
    assert.equal(await versionIn(own.data), 'fresh')
  })
})

test.group('Support | embedded postgres', (group) => {
  group.each.timeout(120_000)

  test('starts for the first process that joins and stops when the last leaves', async ({
    assert,
    cleanup,
  }) => {
    const root = await applicationFolder({ cleanup })
    const server = new EmbeddedPostgres(root)

    const address = await server.join()
    assert.isTrue(await answers(address))

    await server.leave()
    assert.isFalse(await answers(address))
  })

  test('keeps what was written from one start to the next', async ({ assert, cleanup }) => {
    const root = await applicationFolder({ cleanup })
    const server = new EmbeddedPostgres(root)

    const first = await server.join()
    await server.ensureDatabase('crm')
    await query(first, 'create table deals as select 42 as value', 'crm')
    await server.leave()

    const second = await server.join()
    await server.ensureDatabase('crm')
    assert.deepEqual(await query(second, 'select value from deals', 'crm'), [{ value: 42 }])
    await server.leave()
  })

  test('gives the application a role that owns its databases and is no superuser', async ({
    assert,
    cleanup,
  }) => {
    const root = await applicationFolder({ cleanup })
    const server = new EmbeddedPostgres(root)
    const address = await server.join()
    await server.ensureDatabase('a "quoted" name')

    const [role] = await query(
      address,
      'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles ' +
        'where rolname = current_user'
    )
    const [database] = await query(
      address,
      'select pg_get_userbyid(datdba) as owner, pg_encoding_to_char(encoding) as encoding, ' +
        'datlocprovider as provider, datlocale as locale from pg_database ' +
        'where datname = current_database()',
      'a "quoted" name'
    )
    await server.leave()

    assert.deepEqual(role, {
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: true,
      rolcreatedb: true,
    })
    assert.deepEqual(database, {
      owner: 'headless_crm',
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
    })
  })

  test('lets no one in without the password, which only the starter can read', async ({
    assert,
    cleanup,
  }) => {
    const root = await applicationFolder({ cleanup })
    const server = new EmbeddedPostgres(root)
    const address = await server.join()
    const { credentials } = await Home.of(root)

    assert.isFalse(await answers({ ...address, password: 'guessed' }))
    assert.isFalse(await answers({ ...address, user: 'postgres', password: '' }))
    const { mode } = await stat(credentials)
    assert.equal(mode & 0o777, 0o600)
    await server.leave()
  })

  test('registers a process once, however often it joins', async ({ assert, cleanup }) => {
    const root = await applicationFolder({ cleanup })
    const server = new EmbeddedPostgres(root)
    const { participants } = await Home.of(root)

    const [first, second] = await Promise.all([server.join(), server.join()])
    assert.deepEqual(first, second)
    assert.lengthOf(await readdir(participants), 1)

    await Promise.all([server.leave(), server.leave()])
    await server.leave()
    assert.isFalse(await answers(first))
  })

  test('stays for the other parts of a process when one of them leaves', async ({
    assert,
    cleanup,
  }) => {
    const root = await applicationFolder({ cleanup })
    const [server, other] = [new EmbeddedPostgres(root), new EmbeddedPostgres(root)]

    const address = await server.join()
    assert.deepEqual(await other.join(), address)

    await server.leave()
    assert.isTrue(await answers(address))
    await other.leave()
    assert.isFalse(await answers(address))
  })

  test('stays for the second process when the first leaves, and goes with the last', async ({
    assert,
    cleanup,
  }) => {
    const root = await applicationFolder({ cleanup })
    const first = OtherProcess.start({ cleanup }, root)
    const address = await first.joined()
    const second = OtherProcess.start({ cleanup }, root)
    assert.deepEqual(await second.joined(), address)

    await first.leave()
    assert.isTrue(await answers(address))

    await second.leave()
    assert.isFalse(await answers(address))
  })

  test('is one server for processes that start at once in a fresh folder', async ({
    assert,
    cleanup,
  }) => {
    const root = await applicationFolder({ cleanup })
    const others = [1, 2, 3].map(() => OtherProcess.start({ cleanup }, root, 'crm'))

    const [address, ...same] = await Promise.all(others.map((other) => other.joined()))
    assert.isDefined(address)
    if (address === undefined) return

    assert.deepEqual(same, [address, address])
    assert.isTrue(await answers(address))

    await Promise.all(others.map((other) => other.leave()))
    assert.isFalse(await answers(address))
  })

  test('outlives a starter that is killed, and forgets it', async ({ assert, cleanup }) => {
    const root = await applicationFolder({ cleanup })
    const starter = OtherProcess.start({ cleanup }, root)
    const address = await starter.joined()

    await starter.kill()
    assert.isTrue(await answers(address))

    const next = OtherProcess.start({ cleanup }, root)
    assert.deepEqual(await next.joined(), address)

    await next.leave()
    assert.isFalse(await answers(address))
  })

  test('starts again after the server itself was killed', async ({ assert, cleanup }) => {
    const root = await applicationFolder({ cleanup })
    const [server, next] = [new EmbeddedPostgres(root), new EmbeddedPostgres(root)]
    const address = await server.join()
    await server.ensureDatabase('crm')

    process.kill(await serverPid(await Home.of(root)), 'SIGKILL')
    const nextAddress = await next.join()

    assert.isTrue(await answers(nextAddress))
    assert.lengthOf(await query(nextAddress, 'select 1', 'crm'), 1)
    assert.equal(nextAddress.port, address.port)
    await server.leave()
    await next.leave()
    assert.isFalse(await answers(nextAddress))
  })

  test('a server that was killed is started again at the same address, by one of those who use it', async ({
    assert,
    cleanup,
  }) => {
    const root = await applicationFolder({ cleanup })
    const users = [1, 2].map(() => OtherProcess.start({ cleanup }, root, 'crm'))
    const [address] = await Promise.all(users.map((user) => user.joined()))
    assert.isDefined(address)
    if (address === undefined) return
    const home = await Home.of(root)
    const killed = await serverPid(home)
    const busy = query(address, 'select pg_sleep(60)', 'crm').catch(() => null)
    await sleep(200)

    process.kill(killed, 'SIGKILL')
    const began = performance.now()
    while (!(await answers(address))) {
      assert.isBelow(performance.now() - began, 20_000)
      await sleep(50)
    }
    await busy
    await sleep(1_000)

    assert.notEqual(await serverPid(home), killed)
    assert.lengthOf(await query(address, 'select 1', 'crm'), 1)
    assert.lengthOf(await recentRestarts(root), 1)
    await Promise.all(users.map((user) => user.leave()))
    assert.isFalse(await answers(address))
  })

  test('starts over a pid file whose pid is another living process by now', async ({
    assert,
    cleanup,
  }) => {
    const root = await applicationFolder({ cleanup })
    const server = new EmbeddedPostgres(root)
    await server.join()
    const home = await Home.of(root)
    const pidFile = join(home.data, 'postmaster.pid')
    const left = await readFile(pidFile, 'utf8')
    await server.leave()

    const { uid, gid } = home.user
    const unrelated = spawn('sleep', ['60'], { uid, gid })
    cleanup(async () => {
      unrelated.kill()
    })
    await writeFile(pidFile, left.replace(/^\d+/, String(unrelated.pid)))

    assert.isTrue(await answers(await server.join()))
    await server.leave()
    assert.isTrue(new LivingProcess(Number(unrelated.pid)).isAlive())
  })

  test('forgets a participant whose pid is another living process by now', async ({
    assert,
    cleanup,
  }) => {
    const root = await applicationFolder({ cleanup })
    const server = new EmbeddedPostgres(root)
    const address = await server.join()
    const { participants } = await Home.of(root)
    await writeFile(join(participants, '1.0'), 'another time')

    await server.leave()
    assert.isFalse(await answers(address))
  }).skip(process.platform === 'win32', 'a process cannot be told from another there')

  test('works in a path with spaces and marks', async ({ assert, cleanup }) => {
    const root = await applicationFolder({ cleanup }, { name: "the client's (new) crm & söns" })
    const server = new EmbeddedPostgres(root)

    assert.isTrue(await answers(await server.join()))
    await server.leave()
  })

  test('makes the data anew when a process was killed while it made them', async ({
    assert,
    cleanup,
  }) => {
    const root = await applicationFolder({ cleanup })
    const home = await Home.of(root)
    const starter = OtherProcess.start({ cleanup }, root)
    const isMaking = async () => {
      const entries = await readdir(home.path)
      return entries.some((entry) => entry.startsWith('data.partial-'))
    }

    while (!(await isMaking())) await sleep(5)
    await sleep(100)
    await starter.kill()
    assert.notInclude(await readdir(home.path), 'data')

    const next = OtherProcess.start({ cleanup }, root)
    assert.isTrue(await answers(await next.joined()))
    assert.isFalse(await isMaking())
    await next.leave()
  })

  test('says what the server wrote to its log when it does not start', async ({
    assert,
    cleanup,
  }) => {
    const root = await applicationFolder({ cleanup })
    const server = new EmbeddedPostgres(root)
    await server.join()
    await server.leave()
    const home = await Home.of(root)
    await writeFile(join(home.data, 'postgresql.auto.conf'), "work_mem = 'much'\n")

    await assert.rejects(() => server.join(), /does not start.*log.*work_mem/s)

    await writeFile(join(home.data, 'postgresql.auto.conf'), '')
    assert.isTrue(await answers(await server.join()))
    await server.leave()
  })

  test('does not leave a server running that does not let us in', async ({ assert, cleanup }) => {
    const root = await applicationFolder({ cleanup })
    const server = new EmbeddedPostgres(root)
    await server.join()
    await server.leave()
    const home = await Home.of(root)
    const kept = await readFile(home.credentials, 'utf8')

    await rm(home.credentials)
    await assert.rejects(() => server.join(), /passwords of the embedded PostgreSQL are gone/)

    await writeFile(home.credentials, kept.replace(/("headless_crm":")./, '$1!'))
    await assert.rejects(() => server.join(), /does not let us in/)
    await assert.rejects(() => serverPid(home), /ENOENT/)
  })

  test('lives in /var/lib when only root may enter the folder', async ({ assert, cleanup }) => {
    const root = await applicationFolder({ cleanup }, { mode: 0o700 })
    const first = OtherProcess.start({ cleanup }, root, 'crm')
    const second = OtherProcess.start({ cleanup }, root, 'crm')
    const address = await first.joined()
    const home = await Home.of(root)

    assert.deepEqual(await second.joined(), address)
    assert.match(home.path, /^\/var\/lib\/headless-crm\//)
    assert.notInclude(await readdir(root), 'storage')
    assert.isTrue(await answers(address))

    await Promise.all([first.leave(), second.leave()])
    assert.isFalse(await answers(address))
  }).skip(!IS_ROOT, 'only root starts it as another user')

  test('stays where the data is when the folder is opened later', async ({ assert, cleanup }) => {
    const root = await applicationFolder({ cleanup }, { mode: 0o700 })
    const server = new EmbeddedPostgres(root)
    await server.join()
    await server.leave()
    const closed = await Home.of(root)

    await chmod(dirname(root), 0o755)
    const opened = await Home.of(root)
    assert.equal(opened.path, closed.path)
  }).skip(!IS_ROOT, 'only root starts it as another user')

  test('takes over data that root copied or unpacked', async ({ assert, cleanup }) => {
    const root = await applicationFolder({ cleanup })
    const server = new EmbeddedPostgres(root)
    await server.join()
    await server.leave()
    const home = await Home.of(root)
    const chown = spawn('chown', ['-R', '0:0', home.data])
    await once(chown, 'close')

    assert.isTrue(await answers(await server.join()))
    await server.leave()
  }).skip(!IS_ROOT, 'only root starts it as another user')
})
