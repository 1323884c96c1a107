/** Bundles the few script modules that the pages use; nothing is loaded from elsewhere and nothing is written inline. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Writes site.js and directory.js below `output`. */
export async function buildScripts(output) {
  await build({
    entryPoints: [here('../src/site.js'), here('../src/directory.js')],
    outdir: output,
    bundle: true,
    minify: true,
    ignoreAnnotations: true, // the plugins register themselves when imported, which their package denies
    format: 'iife',
    target: ['es2020'],
    legalComments: 'none',
    logLevel: 'warning',
  });
  console.log('themes: bundled scripts');
}
