/** Writes the opaque colours that Sass prints (percent rgb, hsl) as hex: equal colours compare equal and stay short. */

const toByte = (share) => Math.round(Math.min(1, Math.max(0, share)) * 255);
const toHex = (shares) => `#${shares.map((share) => toByte(share).toString(16).padStart(2, '0')).join('')}`;

function hslToHex(hue, saturation, lightness) {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset) => {
    const step = (offset + hue / 30) % 12;
    return lightness - reach * Math.max(-1, Math.min(step - 3, 9 - step, 1));
  };
  return toHex([channel(0), channel(8), channel(4)]);
}

/** "1px solid rgb(0%, 40%, 80%)" → "1px solid #0066cc"; text inside url(...) is left alone. */
export function canonicalColours(value) {
  if (value.includes('url(')) return value;
  return value
    .replace(/rgb\(([\d.]+)%,\s*([\d.]+)%,\s*([\d.]+)%\)/g, (_, red, green, blue) =>
      toHex([red / 100, green / 100, blue / 100]))
    .replace(/hsl\(([\d.]+)(?:deg)?,\s*([\d.]+)%,\s*([\d.]+)%\)/g, (_, hue, saturation, lightness) =>
      hslToHex(Number(hue), saturation / 100, lightness / 100));
}
