/** Bundles the few script modules that the pages use; nothing is loaded from elsewhere and nothing is written inline. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const options = {
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2020'],
  legalComments: 'none',
  logLevel: 'warning',
};

/** Writes site.js, directory.js and the demo's graphiql.js below `output`. */
export async function buildScripts(output) {
  await build({
    ...options,
    entryPoints: [here('../src/site.js'), here('../src/directory.js')],
    outdir: output,
    ignoreAnnotations: true, // the plugins register themselves when imported, which their package denies
  });
  await buildGraphiql(output);
  console.log('themes: bundled scripts');
}

/** GraphiQL with its style sheet, without the fonts that the sheet carries along as data. */
async function buildGraphiql(output) {
  await build({
    ...options,
    entryPoints: [here('../src/graphiql.js')],
    outdir: output,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const sheet = `${output}graphiql.css`;
  writeFileSync(sheet, readFileSync(sheet, 'utf8').replace(/@font-face\s*\{[^}]*\}/g, ''));
}
