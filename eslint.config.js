import { configApp } from '@adonisjs/eslint-config'
import tseslint from 'typescript-eslint'

export default configApp(
  {
    ignores: [
      '.adonisjs/**',
      'build/**',
      'storage/**',
      'database/schema.ts',
      /* Of plugins that are uninstalled. */
      'app/plugins/.*/**',
      'packages/*/build/**',
      'packages/*/migrations/**',
      'packages/plugin/*.d.ts',
      'tests/fixtures/plugins/**',
    ],
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@unicorn/no-await-expression-member': 'off',
    },
  }
)
