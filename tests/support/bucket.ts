import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'
import type { Bucket } from '#config/files'
import { S3Store } from '#core/files/s3_store'

const NAME = 'files'

/** A bucket on this computer. */
export interface LocalBucket {
  readonly bucket: Bucket
  /** The paths of all files below a folder. */
  list(folder: string): Promise<readonly string[]>
  stop(): Promise<void>
}

/**
 * Its server checks signatures, and takes those of lists for wrong ones, which end their path with a slash. So
 * a second one lists the same bucket.
 */
export async function startBucket(): Promise<LocalBucket> {
  const directory = await mkdtemp(join(tmpdir(), 'bucket-'))
  const [strict, lax] = [serverOf(directory, false), serverOf(directory, true)]
  const bucket = bucketAt((await strict.run()).port)
  const lists = new S3Store(bucketAt((await lax.run()).port))
  return {
    bucket,
    list: (folder) => lists.list(folder),
    async stop() {
      await Promise.all([strict.close(), lax.close()])
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function serverOf(directory: string, allowMismatchedSignatures: boolean) {
  return new S3rver({
    address: '127.0.0.1',
    port: 0,
    directory,
    silent: true,
    vhostBuckets: false,
    allowMismatchedSignatures,
    configureBuckets: [{ name: NAME }],
  })
}

function bucketAt(port: number): Bucket {
  return {
    name: NAME,
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    isPathStyle: true,
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    isDirect: false,
  }
}
