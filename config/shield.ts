import { defineConfig } from '@adonisjs/shield'

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
