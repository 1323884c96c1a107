/**
 * Compiles the whole style sheet for one palette with Sass. Bootstrap Italia derives its shades from hue, saturation and
 * brightness, and chooses some of them by contrast, so each palette is compiled in full and compared afterwards.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Logger, compileString } from 'sass';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const framework = here('../node_modules/bootstrap-italia/');
const { version } = JSON.parse(readFileSync(`${framework}package.json`, 'utf8'));

/** "#0066cc" → [210, 100, 80]: hue in degrees, saturation and brightness in percent. */
export function toHsb(hex) {
  const [red, green, blue] = [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16) / 255);
  const brightness = Math.max(red, green, blue);
  const spread = brightness - Math.min(red, green, blue);
  let hue = 0;
  if (spread > 0 && brightness === red) hue = (60 * ((green - blue) / spread) + 360) % 360;
  else if (spread > 0 && brightness === green) hue = 60 * ((blue - red) / spread) + 120;
  else if (spread > 0) hue = 60 * ((red - green) / spread) + 240;
  return [hue, brightness ? (100 * spread) / brightness : 0, 100 * brightness];
}

/** Returns the minified sheet of one palette, as text; every sheet knows the colours of all, for the crests. */
export function compileStyles(palette, palettes) {
  const [hue, saturation, brightness] = toHsb(palette.primary);
  const source = `
    $bootstrap-italia-version: '${version}';
    $primary-h: ${hue}; $primary-s: ${saturation}; $primary-b: ${brightness};
    $palettes: (${palettes.map(({ name, primary }) => `'${name}': ${primary}`).join(', ')});
    @import 'site';`;
  const { css } = compileString(source, {
    loadPaths: [here('../src/scss/'), `${framework}src/scss/`],
    style: 'compressed',
    charset: false,
    logger: Logger.silent,
  });
  console.log(`themes: compiled palette ${palette.name}`);
  return css;
}
