'use client';

import type { Limit } from '@weir/contract';
import { toneOf } from '@/components/data/state-word';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { Tooltip } from '@/components/overlay/tooltip';
import { PressButton } from '@/components/press/press-button';
import { occupancyText, placeState } from '@/lib/board/capacity';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './limit-figure.module.css';

type Props = {
  /** The limit's subject, for screen readers. */
  name: string;
  limit: Pick<Limit, 'max' | 'min'> | null;
  load: number;
  /** The dragged card would break this limit: it is underlined. */
  isBlocking?: boolean;
  /** “Limit: 4, or 5 with an expedite card” */
  hint?: string | undefined;
  onPress?: (() => void) | undefined;
};

/** “2 of 3”, or the plain count without a limit. Pressed, it opens the limit. */
export function LimitFigure({ name, limit, load, isBlocking, hint, onPress }: Props) {
  const t = useTranslations();
  const state = placeState({ limit, load });
  const looks = {
    'data-tone': toneOf(state),
    'data-state': state,
    'data-blocking': isBlocking || undefined,
  };
  const figure = limit ? (
    t.rich('limits.figure', { load, max: limit.max, b: (text) => <b>{text}</b> })
  ) : (
    <>
      <b aria-hidden="true">{load}</b>
      <VisuallyHidden>{t('limits.cards', { load })}</VisuallyHidden>
    </>
  );
  if (!onPress)
    return (
      <span {...looks} className={styles.figure} title={hint}>
        {figure}
      </span>
    );
  const button = (
    <PressButton
      {...looks}
      className={`${styles.figure} ${styles.press}`}
      aria-label={t('limits.figureOf', { name, figure: occupancyText(t, { limit, load }) })}
      onPress={onPress}
    >
      {figure}
    </PressButton>
  );
  return hint ? <Tooltip text={hint}>{button}</Tooltip> : button;
}
