import string from '@adonisjs/core/helpers/string'
import { files } from '#config/files'
import {
  type ApiDescription,
  ID,
  type Operation,
  type Operations,
  TEXT,
  TIME,
  detailOf,
  file,
  object,
  pageOf,
} from '#core/resources/openapi/operation'
import type { Resource } from '#core/resources/define_resource'
import { attachableResources } from '#plugins/attachments/models/attachment/attachable'
import attachments from '#plugins/attachments/resources/attachments'
import { attachmentUploadValidator } from '#plugins/attachments/validators/attachment_upload'
import { attachmentLinkValidator } from '#plugins/attachments/validators/attachment_link'

/** What can be done with the attachments of records of a resource. */
function ofRecords({ name, singular }: Resource): Operations {
  const route = `${name.replaceAll('-', '_')}_attachments`
  const one = singular.replaceAll('_', ' ')
  const One = string.pascalCase(singular)
  return {
    [`${route}.index`]: {
      id: `list${One}Attachments`,
      summary: `List the attachments of one ${one}`,
      grammar: 'page',
      answers: { 200: pageOf(attachments) },
    },
    [`${route}.store`]: {
      id: `create${One}Attachment`,
      summary: `Attach a file to one ${one}`,
      description:
        'What counts is what the file holds, not its name or the type that is said of it. The caller must be allowed to change the record.',
      form: object({ file: file('application/octet-stream') }),
      headers: ['ETag', 'Location'],
      answers: { 201: detailOf(attachments) },
    },
  }
}

const CONTENT: Pick<Operation, 'headers' | 'answers'> = {
  headers: ['ETag'],
  answers: { 200: file('*/*'), 206: file('*/*'), 302: null, 304: null },
}

const description: ApiDescription = {
  operations: {
    ...Object.assign({}, ...attachableResources().map(ofRecords)),
    'attachment_contents.show': {
      id: 'getAttachmentContent',
      summary: 'Read what an attachment holds',
      description:
        'Always to be kept and never shown by a browser. A part of it is answered to `Range`, 206.',
      ...CONTENT,
    },
    'attachment_links.store': {
      id: 'createAttachmentLink',
      summary: 'Make a link to what an attachment holds, which works without a login for a while',
      description: `For at most ${files.maxLinkMinutes} minutes, while the member who made it may read the attachment.`,
      body: attachmentLinkValidator,
      headers: [],
      answers: { 201: object({ url: TEXT, expires_at: TIME }) },
    },
    'attachment_uploads.store': {
      id: 'createAttachmentUpload',
      summary: 'Announce a file that is sent to the storage without passing through here',
      description:
        'Reserves room for it. The file is then sent by the request that is answered, without a login, and becomes an attachment by `createUploadedAttachment`.',
      body: attachmentUploadValidator,
      headers: [],
      answers: {
        201: object({
          id: ID,
          url: TEXT,
          method: { type: 'string', enum: ['PUT'] },
          headers: { type: 'object', additionalProperties: TEXT },
          expires_at: TIME,
        }),
      },
    },
    'attachment_uploads.destroy': {
      id: 'deleteAttachmentUpload',
      summary: 'Give up a file that was announced, with what has been sent of it',
      answers: { 204: null },
    },
    'uploaded_attachments.store': {
      id: 'createUploadedAttachment',
      summary: 'Attach a file that was announced and has been sent',
      description: 'What the file holds is checked as if it had been sent with this request.',
      headers: ['ETag', 'Location'],
      answers: { 201: detailOf(attachments) },
    },
    'upload_links.update': {
      id: 'sendAttachmentUpload',
      summary: 'Send a file that was announced',
      description: 'Only where the storage does not take it itself: the url of the upload says so.',
      form: file('application/octet-stream'),
      answers: { 204: null },
    },
    'linked_contents.show': {
      id: 'getLinkedContent',
      summary: 'Read what an attachment holds by a link',
      ...CONTENT,
    },
  },
}

export default description
