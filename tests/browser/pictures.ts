import { mkdir, writeFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import type { Page } from 'playwright'

/** Of pictures in the documentation: as small as words stay sharp. */
const QUALITY = 0.82

/**
 * Takes a picture of what a page shows, for `docs/images`. Chromium makes it
 * WebP, a fifth of what PNG takes, so that no further package is needed.
 */
export async function picture(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  const folder = app.makePath('docs/images')
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}/${name}.webp`, await toWebp(page, png))
}

/** On an empty page: those of the application let in no images of this kind. */
async function toWebp(page: Page, png: Buffer): Promise<Buffer> {
  const desk = await page.context().newPage()
  try {
    const url = await desk.evaluate<string>(`(async () => {
      const image = new Image()
      image.src = 'data:image/png;base64,${png.toString('base64')}'
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      canvas.getContext('2d').drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', ${QUALITY})
    })()`)
    return Buffer.from(url.replace('data:image/webp;base64,', ''), 'base64')
  } finally {
    await desk.close()
  }
}
