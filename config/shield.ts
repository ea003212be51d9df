import { defineConfig } from '@adonisjs/shield'
import type { CspOptions } from '@adonisjs/shield/types'

/**
 * What a browser may do on a page: run and apply what carries the number of this
 * very answer, load images from here, and send forms back. A name that
 * a user manages to write into a page is not enough to run anything.
 */
export const contentPolicy: CspOptions = {
  enabled: true,
  directives: {
    defaultSrc: [`'none'`],
    scriptSrc: ['@nonce'],
    styleSrc: ['@nonce'],
    imgSrc: [`'self'`],
    connectSrc: [`'self'`],
    formAction: [`'self'`],
    baseUri: [`'none'`],
    frameAncestors: [`'none'`],
  },
}

/**
 * Forms of the admin pages carry a token that another site cannot know. The
 * headers are sent elsewhere: by the middleware of pages, and of all answers.
 */
export default defineConfig({
  csrf: {
    enabled: true,
    enableXsrfCookie: false,
    methods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  },

  csp: { enabled: false },
  xFrame: { enabled: false },
  hsts: { enabled: false },
  contentTypeSniffing: { enabled: false },
})
