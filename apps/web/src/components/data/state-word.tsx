import type { GateState, PressureState } from '@weir/contract';
import type { ReactNode } from 'react';
import type { PlaceState } from '@/lib/board/capacity';
import { Glyph, type GlyphName } from '../icon/glyph';
import styles from './state-word.module.css';

export type AnyState = PressureState | PlaceState | 'blocked' | 'paused' | `gate-${GateState}`;
export type Tone = 'ok' | 'near' | 'full' | 'low' | 'plain';

const states: Record<AnyState, { word: string; glyph: GlyphName; tone: Tone }> = {
  flowing: { word: 'Flowing', glyph: 'open', tone: 'ok' },
  tight: { word: 'Tight', glyph: 'half', tone: 'near' },
  saturated: { word: 'Saturated', glyph: 'block', tone: 'full' },
  free: { word: 'Room', glyph: 'open', tone: 'ok' },
  near: { word: 'Nearly full', glyph: 'half', tone: 'near' },
  full: { word: 'Full', glyph: 'block', tone: 'full' },
  over: { word: 'Over', glyph: 'over', tone: 'full' },
  closed: { word: 'Closed', glyph: 'barred', tone: 'full' },
  starving: { word: 'Starving', glyph: 'low', tone: 'low' },
  blocked: { word: 'Blocked', glyph: 'blocked', tone: 'full' },
  paused: { word: 'Clock stopped', glyph: 'pause', tone: 'low' },
  none: { word: 'No limit', glyph: 'open', tone: 'plain' },
  'gate-open': { word: 'Intake open', glyph: 'gateOpen', tone: 'ok' },
  'gate-throttled': { word: 'Urgent only', glyph: 'gateNarrow', tone: 'near' },
  'gate-probing': { word: 'Opening slowly', glyph: 'gateNarrow', tone: 'near' },
  'gate-shut': { word: 'Intake shut', glyph: 'gateShut', tone: 'full' },
};

/**
 * A state as a word, a shape and a colour. Children take the word's place (“Full for 2 days”), and stay on one
 * line unless they are a sentence.
 */
export function StateWord({
  state,
  children,
  size = 'normal',
  isSentence = false,
}: {
  state: AnyState;
  children?: ReactNode;
  size?: 'normal' | 'small' | 'large';
  isSentence?: boolean;
}) {
  const { word, glyph, tone } = states[state];
  return (
    <span className={`${styles.state} ${styles[size]} ${isSentence ? styles.sentence : ''}`} data-tone={tone}>
      <Glyph name={glyph} size={size === 'large' ? 14 : 11} />
      <span>{children ?? word}</span>
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
