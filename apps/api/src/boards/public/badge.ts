import type { Language, PressureLevel } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import { makeBadge } from 'badge-maker';

/** As in the app, dark enough for white text. */
const colours: Record<PressureLevel['state'], string> = {
  flowing: '#0f766e',
  tight: '#9a5b00',
  saturated: '#b3261e',
};
const longestName = 60;

/** A badge for other sites: “Platform | Tight, 82%”, as SVG. */
export function badgeOf(name: string, { state, level }: PressureLevel, language: Language): string {
  const { t } = createWords(language);
  return makeBadge({
    label: name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name,
    message: t('board.header.pressureValue', { state, level }),
    color: colours[state],
    style: 'flat',
  });
}
