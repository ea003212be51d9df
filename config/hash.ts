import { defineConfig } from '@adonisjs/core/hash'
import { Argon2id } from '#plugins/identity/auth/argon2id'

/**
 * argon2id with OWASP's first recommended parameters: 19 MiB, two passes, one
 * lane. OWASP Password Storage Cheat Sheet; ASVS 5.0 appendix C.
 */
export default defineConfig({
  default: 'argon',
  list: {
    argon: () => new Argon2id({ memory: 19_456, passes: 2, lanes: 1 }),
  },
})

declare module '@adonisjs/core/types' {
  export interface HashersList extends InferHashers<typeof import('./hash.ts').default> {}
}
