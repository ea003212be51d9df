import { crc32, deflateRawSync } from 'node:zlib'
import type { ApiClient } from '@japa/api-client'
import { filesOf } from '#core/files/kept_files'
import type { Company, Persona } from '#tests/support/personas'

/** A document, as small as one may be. */
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')

/** A picture of one pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
)

export const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** Sends a file for a record: `customers/<id>`. */
export function attach(
  client: ApiClient,
  { token }: Pick<Persona, 'token'>,
  record: string,
  content: Buffer | string,
  filename = 'offer.pdf'
) {
  return client
    .post(`/api/${record}/attachments/`)
    .bearerToken(token)
    .file('file', Buffer.from(content), { filename })
}

/** A form with a file whose name stands in it as it is, which clients would write otherwise. */
export function formWith(filename: string, content: Buffer) {
  const boundary = 'the-form-goes-on'
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\n\r\n`
      ),
      content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  }
}

/** The paths of the files that records of a company have, be they known of or not. */
export async function storedFiles({ id }: Pick<Company, 'id'>): Promise<readonly string[]> {
  return (await filesOf(id)).list(`${id}/_records`)
}

/** An archive of files, by their names, each compressed. */
export function zipOf(entries: Readonly<Record<string, Buffer | string>>): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes, { level: 9 })
    const known = Buffer.alloc(26)
    known.writeUInt16LE(20, 0)
    known.writeUInt16LE(8, 4)
    known.writeUInt32LE(crc32(bytes), 10)
    known.writeUInt32LE(packed.length, 14)
    known.writeUInt32LE(bytes.length, 18)
    known.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), known, Buffer.from(name), packed])
    const entry = Buffer.alloc(14)
    entry.writeUInt32LE(offset, 10)
    central.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), known, entry, Buffer.from(name)])
    )
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(central.length, 8)
  end.writeUInt16LE(central.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
