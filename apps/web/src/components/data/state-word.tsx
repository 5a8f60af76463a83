import type { GateState, PressureState } from '@weir/contract';
import type { ReactNode } from 'react';
import type { PlaceState } from '@/lib/board/capacity';
import { useTranslations } from '@/lib/words/use-translations';
import { Glyph, type GlyphName } from '../icon/glyph';
import styles from './state-word.module.css';

export type AnyState = PressureState | PlaceState | 'blocked' | 'paused' | `gate-${GateState}`;
export type Tone = 'ok' | 'near' | 'full' | 'low' | 'plain';

const states: Record<AnyState, { glyph: GlyphName; tone: Tone }> = {
  flowing: { glyph: 'open', tone: 'ok' },
  tight: { glyph: 'half', tone: 'near' },
  saturated: { glyph: 'block', tone: 'full' },
  free: { glyph: 'open', tone: 'ok' },
  near: { glyph: 'half', tone: 'near' },
  full: { glyph: 'block', tone: 'full' },
  over: { glyph: 'over', tone: 'full' },
  closed: { glyph: 'barred', tone: 'full' },
  starving: { glyph: 'low', tone: 'low' },
  blocked: { glyph: 'blocked', tone: 'full' },
  paused: { glyph: 'pause', tone: 'low' },
  none: { glyph: 'open', tone: 'plain' },
  'gate-open': { glyph: 'gateOpen', tone: 'ok' },
  'gate-throttled': { glyph: 'gateNarrow', tone: 'near' },
  'gate-probing': { glyph: 'gateNarrow', tone: 'near' },
  'gate-shut': { glyph: 'gateShut', tone: 'full' },
};

type Look = { size?: 'normal' | 'small' | 'large'; isSentence?: boolean };

/**
 * A state as a word, a shape and a colour. Children take the word's place (“Full for 2 days”), and stay on one
 * line unless they are a sentence.
 */
export function StateWord({
  state,
  children,
  ...look
}: Look & {
  state: AnyState;
  children?: ReactNode;
}) {
  const t = useTranslations();
  return (
    <MarkedWord {...states[state]} {...look}>
      {children ?? t(`components.state.${state}`)}
    </MarkedWord>
  );
}

/** A word with a shape, in the colour of its tone. */
export function MarkedWord({
  glyph,
  tone,
  children,
  size = 'normal',
  isSentence = false,
}: Look & {
  glyph: GlyphName;
  tone: Tone;
  children: ReactNode;
}) {
  return (
    <span className={`${styles.state} ${styles[size]} ${isSentence ? styles.sentence : ''}`} data-tone={tone}>
      <Glyph name={glyph} size={size === 'large' ? 14 : 11} />
      <span>{children}</span>
    </span>
  );
}

export function toneOf(state: AnyState): Tone {
  return states[state].tone;
}

/** `full` from the limit on, `near` for the last place of three or more. */
export function placeState(load: number, max: number | null): PlaceState {
  if (max === null) return 'none';
  if (load > max) return 'over';
  if (load === max) return 'full';
  return max >= 3 && load === max - 1 ? 'near' : 'free';
}
