/**
 * Turns the sheets of all palettes into one shared site.css and a small brand-<name>.css for each palette. A value that
 * differs between palettes becomes a custom property; overriding declarations instead would change who wins the cascade.
 */
import { writeFileSync } from 'node:fs';
import postcss from 'postcss';

import { canonicalColours } from './colours.mjs';

const TOKEN =
  /url\((?:"[^"]*"|'[^']*'|[^)]*)\)|(?:rgb|hsl)a?\((?:[^()]|\([^()]*\))*\)|#[0-9a-f]{3,8}\b|[^\s,()/]+|[\s,()/]/gi;
const COLOUR = /^(?:#|rgb|hsl|url\(|[a-z]+$)/i;

/** All declarations of a sheet, in order: sheets of different palettes have the same ones, in the same places. */
function declarationsOf(sheet) {
  const root = postcss.parse(sheet);
  const declarations = [];
  root.walkDecls((declaration) => declarations.push(declaration));
  return { root, declarations };
}

/** Splits the values that one declaration has in each palette into aligned parts; one whole part if they do not align. */
function alignedParts(values) {
  const tokens = values.map((value) => value.match(TOKEN) ?? []);
  const columns = tokens[0].map((_, column) => tokens.map((row) => row[column]));
  const alike = tokens.every((row) => row.length === tokens[0].length);
  const replaceable = columns.every((column) => column.every((part) => part === column[0] || COLOUR.test(part)));
  return alike && replaceable ? columns : [values];
}

class CustomProperties {
  #names = new Map();

  /** The name of the property that holds these values (one per palette); equal rows share a name. */
  nameFor(values) {
    const key = JSON.stringify(values);
    if (!this.#names.has(key)) this.#names.set(key, `--brand-${this.#names.size + 1}`);
    return this.#names.get(key);
  }

  /** The `:root` rule of one palette. */
  ruleFor(index) {
    const lines = [...this.#names].map(([key, name]) => `${name}:${JSON.parse(key)[index]}`);
    return `:root{${lines.join(';')}}`;
  }
}

function extractProperties(parsed) {
  const properties = new CustomProperties();
  parsed[0].declarations.forEach((declaration, position) => {
    const same = parsed.map(({ declarations }) => declarations[position]);
    if (same.some((other) => other?.prop !== declaration.prop)) {
      throw new Error(`The palettes do not have the same declarations: ${declaration.parent.selector} ${declaration.prop}`);
    }
    const values = same.map((other) => canonicalColours(other.value));
    declaration.value = alignedParts(values)
      .map((column) => (column.every((part) => part === column[0]) ? column[0] : `var(${properties.nameFor(column)})`))
      .join('');
  });
  return properties;
}

/** Writes site.css (with the first palette as default) and brand-<name>.css for every palette. */
export function buildBrands({ palettes, sheets, fonts, output }) {
  const parsed = sheets.map(declarationsOf);
  const properties = extractProperties(parsed);
  writeFileSync(`${output}site.css`, fonts + properties.ruleFor(0) + parsed[0].root.toString());
  palettes.forEach((palette, index) => writeFileSync(`${output}brand-${palette.name}.css`, properties.ruleFor(index)));
}
