import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor'

interface Bundle {
  /** The declarations that it begins with. */
  readonly entry: string
  /** The file that all of it goes into. */
  readonly file: string
  /** The folder of the package. */
  readonly folder: string
  /** Whether it holds nothing that is there at run time. */
  readonly isTypesAlone: boolean
}

/**
 * Makes one file of an entry's declarations and of all that they name.
 *
 * @returns the packages that it imports
 * @throws when something cannot be told
 */
export async function bundle({ entry, file, folder, isTypesAlone }: Bundle): Promise<string[]> {
  const silent = { default: { logLevel: ExtractorLogLevel.None } }
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: entry,
      compiler: { overrideTsconfig: COMPILER, skipLibCheck: true },
      apiReport: { enabled: false },
      docModel: { enabled: false },
      tsdocMetadata: { enabled: false },
      dtsRollup: { enabled: true, untrimmedFilePath: file },
      messages: {
        compilerMessageReporting: silent,
        extractorMessageReporting: silent,
        tsdocMessageReporting: silent,
      },
      newlineKind: 'lf',
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, 'package.json'),
  })
  const { succeeded, errorCount } = Extractor.invoke(config, { localBuild: true })
  if (!succeeded) throw new Error(`${entry} cannot be told: ${errorCount} errors`)
  const whole = await readFile(file, 'utf8')
  const text = isTypesAlone
    ? whole.replaceAll(/^export declare (?=function|const|class)/gm, 'declare ')
    : whole
  await writeFile(file, text)
  return packagesIn(text)
}

const COMPILER = {
  compilerOptions: {
    target: 'ESNext',
    module: 'NodeNext',
    lib: ['ESNext'],
    strict: true,
    experimentalDecorators: true,
    types: ['node'],
  },
}

/** `@adonisjs/lucid/types/model` → `@adonisjs/lucid` */
function packagesIn(text: string): string[] {
  const names = [...text.matchAll(/^import .* from '([^']+)'/gm)].map(([, name = '']) =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/')
  )
  return [...new Set(names)].sort()
}
