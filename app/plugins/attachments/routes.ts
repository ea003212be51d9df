/*
|--------------------------------------------------------------------------
| Routes of attachments
|--------------------------------------------------------------------------
|
| Files that records of any resource have: those of plugins, too.
|
*/

import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'
import { ownerOf } from '#core/plugins/installed'
import type { Resource } from '#core/resources/define_resource'
import { resourceRoutes } from '#core/resources/routes'
import { attachedTo } from '#plugins/attachments/attached_to'
import { attachableResources } from '#plugins/attachments/models/attachment/attachable'
import attachments from '#plugins/attachments/resources/attachments'

const { access } = middleware
const may = attachments.permission

export function attachmentRoutes() {
  resourceRoutes(attachments, {
    more: () => {
      router
        .route(
          '/:id/content',
          ['GET', 'HEAD'],
          [controllers.attachments.AttachmentContents, 'show']
        )
        .use(access({ permission: may('read') }))
        .as('attachment_contents.show')
      router
        .post('/:id/link', [controllers.attachments.AttachmentLinks, 'store'])
        .use(access({ permission: may('read') }))
        .as('attachment_links.store')
    },
  })
  router
    .route(
      '/attachment-links/:token',
      ['GET', 'HEAD'],
      [controllers.attachments.LinkedContents, 'show']
    )
    .use(access('public'))
    .as('linked_contents.show')
  router
    .post('/attachment-uploads', [controllers.attachments.AttachmentUploads, 'store'])
    .use(access({ permission: may('upload'), unit: 'none' }))
    .as('attachment_uploads.store')
  router
    .delete('/attachment-uploads/:id', [controllers.attachments.AttachmentUploads, 'destroy'])
    .use(access({ permission: may('upload'), unit: 'none' }))
    .as('attachment_uploads.destroy')
  router
    .post('/attachment-uploads/:id/attachment', [
      controllers.attachments.UploadedAttachments,
      'store',
    ])
    .use([middleware.resource(attachments), access({ permission: may('upload'), unit: 'none' })])
    .as('uploaded_attachments.store')
  router
    .put('/attachment-upload-links/:token', [controllers.attachments.UploadLinks, 'update'])
    .use(access('public_upload'))
    .as('upload_links.update')
  for (const resource of attachableResources()) recordRoutes(resource)
}

/** They ask for what the record asks for; what attachments ask for besides is asked with the record. */
function recordRoutes(resource: Resource) {
  const path = `/${resource.name}/:id/attachments`
  const name = `${resource.name.replaceAll('-', '_')}_attachments`
  const owner = ownerOf(resource)
  router
    .group(() => {
      router
        .route(path, ['GET', 'HEAD'], [controllers.attachments.RecordAttachments, 'index'])
        .use(access({ permission: resource.permission('read') }))
        .as(`${name}.index`)
      router
        .post(path, [controllers.attachments.RecordAttachments, 'store'])
        .use(access({ permission: resource.permission('update'), accepts: 'file' }))
        .as(`${name}.store`)
    })
    .use([middleware.resource(attachments), attachedTo(resource)])
    .use(owner && !owner.core ? [middleware.plugin(owner.id)] : [])
}
