import { defineConfig, drivers } from '@adonisjs/core/hash'

/**
 * argon2id with OWASP's first recommended parameters: 19 MiB, two passes, one
 * lane. OWASP Password Storage Cheat Sheet; ASVS 5.0 appendix C.
 */
export default defineConfig({
  default: 'argon',
  list: {
    argon: drivers.argon2({
      variant: 'id',
      memory: 19_456,
      iterations: 2,
      parallelism: 1,
      saltSize: 16,
      hashLength: 32,
    }),
  },
})

declare module '@adonisjs/core/types' {
  export interface HashersList extends InferHashers<typeof import('./hash.ts').default> {}
}
