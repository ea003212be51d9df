import { hash } from 'node:crypto'
import { ArrivingFile } from '#core/files/arriving_file'
import Attachment, { type RecordRef } from '#plugins/attachments/models/attachment'

const TEXT = 'A note.'

/** An attachment for walks of the tests, of which is known what it is, and no more. @returns its id */
export async function makeSample(record: RecordRef): Promise<string> {
  const arriving = await ArrivingFile.reserve(TEXT.length)
  const { id } = await Attachment.attach(record, arriving, {
    path: '',
    bytes: TEXT.length,
    sha256: hash('sha256', TEXT),
    name: 'note.txt',
    contentType: 'text/plain',
    verdict: { result: 'clean' },
  })
  return id
}
