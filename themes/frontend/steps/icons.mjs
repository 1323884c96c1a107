/** Copies the icon sprite of Bootstrap Italia; templates refer to its symbols by <use href>. */
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const sprite = fileURLToPath(new URL('../node_modules/bootstrap-italia/dist/svg/sprites.svg', import.meta.url));

export function copyIcons(output) {
  copyFileSync(sprite, `${output}sprites.svg`);
}
