import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Skipped } from '../scenario.js'

const run = promisify(execFile)

/** A file system in memory that is small enough to be filled. */
export class SmallDisk {
  /** @throws {Skipped} where this user may not mount one */
  static async mount(mebibytes: number): Promise<SmallDisk> {
    const path = await mkdtemp(join(tmpdir(), 'small-disk-'))
    await chmod(path, 0o755)
    try {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=0777`, 'tmpfs', path])
    } catch {
      await rm(path, { recursive: true })
      throw new Skipped('Mounting a file system takes root, and a machine that lets it.')
    }
    return new SmallDisk(path)
  }

  private constructor(readonly path: string) {}

  /** Leaves nothing free. */
  async fill(): Promise<void> {
    for (;;) {
      const { bavail, bsize } = await statfs(this.path)
      if (bavail === 0) return
      await writeFile(this.#ballast, Buffer.alloc(bavail * bsize), { flag: 'a' })
    }
  }

  /** Gives back what `fill` took. */
  async free(): Promise<void> {
    await rm(this.#ballast, { force: true })
  }

  async unmount(): Promise<void> {
    await run('umount', ['-l', this.path])
    await rm(this.path, { recursive: true })
  }

  get #ballast(): string {
    return join(this.path, 'ballast')
  }
}
