import { gzipSync } from 'node:zlib'
import type { Plugin, Rollup } from 'vite'

/** What every visitor waits for: 1000 bytes are a kB. */
export const initialBytesMax = 150_000

type Chunks = Record<string, Pick<Rollup.OutputChunk, 'type' | 'code' | 'imports'> | { type: 'asset' }>

/** The scripts that `entry` needs before it runs, itself included. */
export function initialScripts(bundle: Chunks, entry: string): string[] {
  const found = new Set<string>()
  const follow = (file: string) => {
    const chunk = bundle[file]
    if (found.has(file) || chunk?.type !== 'chunk') return
    found.add(file)
    chunk.imports.forEach(follow)
  }
  follow(entry)
  return [...found]
}

export function gzipBytes(bundle: Chunks, files: string[]): number {
  return files.reduce((total, file) => {
    const chunk = bundle[file]
    return total + (chunk?.type === 'chunk' ? gzipSync(chunk.code, { level: 9 }).length : 0)
  }, 0)
}

/** Fails a build whose first page takes more script than the budget. */
export function budget(page: string, bytesMax = initialBytesMax): Plugin {
  return {
    name: 'budget',
    apply: 'build',
    // After everything that still changes a chunk.
    enforce: 'post',
    generateBundle(_, bundle) {
      const entry = Object.values(bundle).find(
        (file) => file.type === 'chunk' && file.isEntry && file.facadeModuleId?.endsWith(page),
      )
      if (!entry) return this.error(`The budget finds no entry for ${page}.`)
      const bytes = gzipBytes(bundle, initialScripts(bundle, entry.fileName))
      const told = `${page} starts with ${(bytes / 1000).toFixed(1)} kB of script (gzip), at most ${bytesMax / 1000} kB`
      if (bytes > bytesMax) this.error(`${told}. Load a page or a library later, where it is used.`)
      else this.info(told)
    },
  }
}
