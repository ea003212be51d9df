import type { ApiClient } from '@japa/api-client'
import sharp from 'sharp'
import type { Persona } from '#tests/support/personas'

/** A photograph that says where it was taken. */
export function photo(width = 600, height = 400): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#3366cc' } })
    .withExif({ IFD0: { Copyright: 'Someone' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
    .jpeg()
    .toBuffer()
}

/** Gives a record a picture: `people/<id>/avatar`. */
export function putImage(
  client: ApiClient,
  { token }: Pick<Persona, 'token'>,
  path: string,
  content: Buffer,
  filename = 'me.jpg'
) {
  return client.put(`/api/${path}/`).bearerToken(token).file('file', content, { filename })
}
