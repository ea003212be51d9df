import { appKey } from '#config/app'
import { defineConfig, drivers } from '@adonisjs/core/encryption'

export default defineConfig({
  default: 'gcm',
  list: {
    gcm: drivers.aes256gcm({ keys: [appKey], id: 'gcm' }),
  },
})
