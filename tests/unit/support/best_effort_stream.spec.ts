import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { BestEffortStream } from '#core/log/best_effort_stream'
import type { Cleaner } from '#tests/support/clone'

/** The device whose every write fails as on a full disk. */
const FULL = '/dev/full'

async function makeFolder(cleanup: Cleaner['cleanup']): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'logs '))
  cleanup(() => rm(folder, { recursive: true }))
  return folder
}

/** A stream, and what it has announced. */
function openStream(target: string | number) {
  const announced: string[] = []
  const stream = new BestEffortStream({
    title: 'it',
    target,
    announce: (sentence) => announced.push(sentence),
    lossLine: (lost, reason) => `lost ${lost}: ${reason}\n`,
  })
  return { stream, announced }
}

test.group('Best-effort stream', () => {
  test('writes what it is given, in its order, and makes the folder', async ({
    assert,
    cleanup,
  }) => {
    const file = join(await makeFolder(cleanup), 'new', 'app.log')
    const { stream, announced } = openStream(file)
    for (let line = 0; line < 1_000; line += 1) stream.write(`${line}\n`)
    await sleep(100)

    const lines = Array.from({ length: 1_000 }, (_, line) => `${line}\n`)
    assert.equal(await readFile(file, 'utf8'), lines.join(''))
    assert.isEmpty(announced)
  })

  test('says once that a disk is full, counts what is lost, and says so where it goes on', async ({
    assert,
    cleanup,
  }) => {
    const file = join(await makeFolder(cleanup), 'app.log')
    await symlink(FULL, file)
    const { stream, announced } = openStream(file)
    for (let line = 0; line < 5; line += 1) {
      stream.write('a line\n')
      await sleep(20)
    }
    assert.equal(stream.failure, 'ENOSPC')
    assert.equal(stream.lost, 5)
    assert.deepEqual(announced, [
      'The log cannot be written to it (ENOSPC). The process goes on without it.',
    ])

    await unlink(file)
    await sleep(1_000)
    stream.write('the next\n')
    await sleep(100)

    assert.equal(await readFile(file, 'utf8'), 'lost 5: ENOSPC\nthe next\n')
    assert.isNull(stream.failure)
    assert.equal(stream.lost, 0)
    assert.equal(announced.at(-1), 'The log is written to it again.')
  })

  test('does not hang at the end of the process while the disk is full', ({ assert }) => {
    const { stream } = openStream(FULL)
    stream.write('a line\n')
    const began = performance.now()
    stream.flushSync()
    assert.isBelow(performance.now() - began, 100)
  })

  test('goes on without a file that cannot be opened: {code}')
    .with([
      { code: 'ENOTDIR', path: ['file', 'logs', 'app.log'] },
      { code: 'EEXIST', path: ['file', 'app.log'] },
      { code: 'EISDIR', path: ['.'] },
      { code: 'ENAMETOOLONG', path: ['a'.repeat(300)] },
    ])
    .run(async ({ assert, cleanup }, { code, path }) => {
      const folder = await makeFolder(cleanup)
      await writeFile(join(folder, 'file'), '')
      const { stream, announced } = openStream(join(folder, ...path))
      stream.write('a line\n')
      await sleep(20)

      assert.equal(stream.failure, code)
      assert.equal(stream.lost, 1)
      assert.lengthOf(announced, 1)
    })

  test('goes on without a console that no one reads any more', async ({ assert, cleanup }) => {
    const folder = await makeFolder(cleanup)
    const reader = spawn('sh', ['-c', `mkfifo "${folder}/pipe" && head -c 1 "${folder}/pipe"`])
    await sleep(100)
    const descriptor = openSync(join(folder, 'pipe'), 'w')
    cleanup(() => closeSync(descriptor))
    const { stream } = openStream(descriptor)
    stream.write('a line\n')
    await once(reader, 'close')
    stream.write('a line\n')
    await sleep(50)

    assert.equal(stream.failure, 'EPIPE')
    assert.equal(stream.lost, 1)
  })
})
