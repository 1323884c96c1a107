/**
 * The three typefaces that the Modello allows, served by the site itself: only the weights in use, only Latin letters.
 * Their @font-face rules are read from the Fontsource packages, so unicode ranges stay those of the files.
 */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postcss from 'postcss';

const packages = fileURLToPath(new URL('../node_modules/@fontsource/', import.meta.url));
const FACES = [
  ['titillium-web', [400, 600, 700]],
  ['lora', [400, 700]],
  ['roboto-mono', [400]],
];
const SUBSET = /\.\/files\/([a-z-]+-latin(?:-ext)?-\d+-normal\.woff2)/;

/** Copies the font files below `output` and returns the minified @font-face rules. */
export function fontFaces(output) {
  mkdirSync(`${output}fonts`, { recursive: true });
  const rules = [];
  for (const [family, weights] of FACES) {
    for (const weight of weights) {
      const sheet = postcss.parse(readFileSync(`${packages}${family}/${weight}.css`, 'utf8'));
      sheet.walkAtRules('font-face', (face) => {
        const file = face.toString().match(SUBSET)?.[1];
        if (!file) return;
        copyFileSync(`${packages}${family}/files/${file}`, `${output}fonts/${file}`);
        face.walkDecls('src', (source) => { source.value = `url(fonts/${file}) format("woff2")`; });
        rules.push(face.toString().replace(/\s*\n\s*/g, ''));
      });
    }
  }
  return rules.join('');
}
