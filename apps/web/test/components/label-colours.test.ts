import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { labelColours } from '@weir/domain';

const read = (path: string) => readFileSync(new URL(`../../src/components/${path}`, import.meta.url), 'utf8');
const chip = read('data/label-chip.module.css');
const tokens = read('layout/tokens.css');

type Rgb = [number, number, number];
const rgb = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
const pair = (css: string, name: string) => {
  const [, light, dark] = new RegExp(`${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? [];
  return [light, dark] as [string, string];
};
/** The wash of the chip: 12% of its colour on the surface. */
const wash = (colour: Rgb, surface: Rgb) =>
  colour.map((part, at) => part * 0.12 + surface[at]! * 0.88) as Rgb;

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => {
    const value = part / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

test.each(labelColours)('the word of a %s label is read on every surface, in both themes', (name) => {
  const [, rule] = chip.split(`data-colour="${name}"`);
  const shades = pair(rule ?? '', '--of-label');
  for (const surface of ['--panel', '--raised', '--sunken', '--bg'])
    for (const [theme, on] of pair(tokens, surface).entries()) {
      const [text, ground] = [rgb(shades[theme]!), rgb(on)];
      expect(contrast(text, wash(text, ground))).toBeGreaterThanOrEqual(4.5);
    }
});
