/** Prints what a visitor downloads, raw and gzipped, so that a change of weight is seen when it is made. */
import { readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`.padStart(11);

export function printSizes(output) {
  const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const entry of files.sort((a, b) => a.name.localeCompare(b.name))) {
    const content = readFileSync(`${entry.parentPath ?? entry.path}/${entry.name}`);
    console.log(`  ${entry.name.padEnd(44)}${kib(content.length)} ${kib(gzipSync(content).length)} gzip`);
  }
}
