'use client';

import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../settings.module.css';

type Props = { id: string; name: string; onUp: (() => void) | undefined; onDown: (() => void) | undefined };

/** Two buttons that move a row up or down by one. */
export function Movers({ id, name, onUp, onDown }: Props) {
  const t = useTranslations();
  return (
    <span className={styles.movers}>
      <Button
        id={`up-${id}`}
        variant="plain"
        className={styles.mover ?? ''}
        aria-label={t('settings.move.up', { name })}
        isDisabled={!onUp}
        {...(onUp && { onPress: onUp })}
      >
        <span className={styles.up}>
          <Glyph name="chevron" size={14} />
        </span>
      </Button>
      <Button
        id={`down-${id}`}
        variant="plain"
        className={styles.mover ?? ''}
        aria-label={t('settings.move.down', { name })}
        isDisabled={!onDown}
        {...(onDown && { onPress: onDown })}
      >
        <Glyph name="chevron" size={14} />
      </Button>
    </span>
  );
}

/** Keeps the focus on a row that moved: on the same button, or on the other one at the end of the list. */
export function focusMover(id: string, by: -1 | 1): void {
  requestAnimationFrame(() => {
    const names = by === -1 ? ['up', 'down'] : ['down', 'up'];
    const buttons = names.map((name) => document.getElementById(`${name}-${id}`) as HTMLButtonElement | null);
    buttons.find((button) => button && !button.disabled)?.focus();
  });
}
