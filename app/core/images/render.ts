import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Piscina } from 'piscina'
import { Problem, invalid } from '#core/http/exceptions/problem'
import { IMAGE_SIZES } from '#core/images/sizes'

/** A picture that lies on this computer, and what is to be made of it. */
export interface Picture {
  readonly path: string
  /** Pixels of the longer side. */
  readonly sizes: readonly number[]
  /** Known by the header, before anything is decoded. */
  readonly maxPixels: number
  readonly maxSide: number
}

/** What came of it: WebP, none larger than it was. */
export type Rendered = RenderedImage | { readonly refused: 'unreadable' | 'too_large' }

interface RenderedImage {
  readonly width: number
  readonly height: number
  readonly renditions: readonly { readonly size: number; readonly bytes: Uint8Array }[]
}

const MAX_PIXELS = 40_000_000
const MAX_SIDE = 16_000
const SECONDS = 30
/** A picture of the largest size takes 160 MB while it is decoded: one at a time. */
const THREADS = 1
const MAX_WAITING = 16

let pool: Piscina<Picture, Rendered> | undefined

/**
 * A picture in all sizes, encoded anew. Made in a thread, which ends when it has had nothing to do for a minute.
 *
 * @throws 422 for one that is too large or cannot be read, 503 when too many wait for theirs, or it takes too long
 */
export async function renderImage(path: string): Promise<RenderedImage> {
  const late = AbortSignal.timeout(SECONDS * 1000)
  const picture = { path, sizes: IMAGE_SIZES, maxPixels: MAX_PIXELS, maxSide: MAX_SIDE }
  try {
    const rendered = await threads().run(picture, { signal: late })
    if ('refused' in rendered) throw refused(rendered.refused)
    return rendered
  } catch (error) {
    if (late.aborted || threads().queueSize >= MAX_WAITING) throw busy()
    throw error
  }
}

function threads(): Piscina<Picture, Rendered> {
  return (pool ??= new Piscina<Picture, Rendered>({
    filename: fileURLToPath(new URL(`render_thread${extname(import.meta.url)}`, import.meta.url)),
    minThreads: 0,
    maxThreads: THREADS,
    maxQueue: MAX_WAITING,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: 128 },
    execArgv: [],
  }))
}

function refused(reason: 'unreadable' | 'too_large'): Problem {
  const message =
    reason === 'too_large'
      ? `The picture has more than ${MAX_PIXELS / 1_000_000} megapixels, or a side of more than ${MAX_SIDE} pixels`
      : 'The picture is damaged, and cannot be read'
  return invalid([{ field: 'file', rule: `image_${reason}`, message }])
}

function busy(): Problem {
  return new Problem(503, {
    code: 'try_again',
    detail: 'Too many pictures are being made ready. Try again in a moment.',
    headers: { 'Retry-After': '5' },
  })
}
