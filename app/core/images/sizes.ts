/** Pixels of the longer side, of which each picture is kept. */
export const IMAGE_SIZES = [64, 256, 1024] as const

/** What pictures are kept as. */
export const IMAGE_TYPE = 'image/webp'
