'use client';

import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import styles from '../settings.module.css';

type Props = { id: string; name: string; onUp: (() => void) | undefined; onDown: (() => void) | undefined };

/** Two buttons that change something's place by one. */
export function Movers({ id, name, onUp, onDown }: Props) {
  return (
    <span className={styles.movers}>
      <Button
        id={`up-${id}`}
        variant="plain"
        className={styles.mover ?? ''}
        aria-label={`Move ${name} up`}
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
        aria-label={`Move ${name} down`}
        isDisabled={!onDown}
        {...(onDown && { onPress: onDown })}
      >
        <Glyph name="chevron" size={14} />
      </Button>
    </span>
  );
}

/** What moved takes the focus with it; at the end of the way the other button does. */
export function focusMover(id: string, by: -1 | 1): void {
  requestAnimationFrame(() => {
    const names = by === -1 ? ['up', 'down'] : ['down', 'up'];
    const buttons = names.map((name) => document.getElementById(`${name}-${id}`) as HTMLButtonElement | null);
    buttons.find((button) => button && !button.disabled)?.focus();
  });
}
