import sharp from 'sharp'
import type { Picture, Rendered } from '#core/images/render'

/*
 * Decodes pictures that someone sent, and encodes them anew, in a thread of its own. It imports nothing of the
 * application, so that Node runs it as it is.
 */

/* What is no photograph of these kinds is not even looked at: no SVG, no PDF, nothing that names other files. */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
  ],
})
sharp.cache(false)
sharp.concurrency(1)

const SECONDS = 20
const QUALITY = 82

/** The sizes of a picture as WebP, without what it said besides: where it was taken, and by whom. */
export default async function render(picture: Picture): Promise<Rendered> {
  const { path, sizes, maxPixels, maxSide } = picture
  const asked = { failOn: 'error', sequentialRead: true } as const
  const header = await sharp(path, { ...asked, limitInputPixels: false })
    .metadata()
    .catch(() => null)
  if (header === null) return { refused: 'unreadable' }
  const { width, height } = header
  if (width * height > maxPixels || Math.max(width, height) > maxSide) {
    return { refused: 'too_large' }
  }
  const [largest = 0] = [...sizes].sort((a, b) => b - a)
  const decoded = await sharp(path, { ...asked, limitInputPixels: maxPixels })
    .autoOrient()
    .resize({ width: largest, height: largest, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .timeout({ seconds: SECONDS })
    .toBuffer({ resolveWithObject: true })
    .catch(() => null)
  if (decoded === null) return { refused: 'unreadable' }
  const { data, info } = decoded
  const raw = { width: info.width, height: info.height, channels: info.channels }
  const renditions = []
  for (const size of sizes) {
    const bytes = await sharp(data, { raw })
      .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toBuffer()
    renditions.push({ size, bytes: new Uint8Array(bytes) })
  }
  return { width: info.width, height: info.height, renditions }
}
