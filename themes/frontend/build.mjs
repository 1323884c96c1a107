/**
 * Builds everything that themes/ serves: one style sheet, a few custom properties per palette, scripts, fonts, icons.
 * Run by `npm run build`; starts no other process by name, so a Node that is not on the PATH serves as well.
 */
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { buildBrands } from './steps/brands.mjs';
import { copyIcons } from './steps/icons.mjs';
import { printSizes } from './steps/sizes.mjs';
import { buildScripts } from './steps/scripts.mjs';
import { compileStyles } from './steps/styles.mjs';
import { fontFaces } from './steps/fonts.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const output = here('../static/themes/build/');
const staging = here('node_modules/.themes-build/');
const started = Date.now();

rmSync(staging, { recursive: true, force: true });
mkdirSync(staging, { recursive: true });

const palettes = JSON.parse(readFileSync(here('../palettes.json'), 'utf8'));
const sheets = palettes.map((palette) => compileStyles(palette, palettes));
buildBrands({ palettes, sheets, fonts: fontFaces(staging), output: staging });
await buildScripts(staging);
copyIcons(staging);

mkdirSync(output, { recursive: true });
rmSync(output, { recursive: true });
renameSync(staging, output);
printSizes(output);
console.log(`themes: built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
