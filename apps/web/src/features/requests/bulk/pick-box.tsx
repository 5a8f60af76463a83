'use client';

import styles from './bulk.module.css';

type Props = { name: string; isPicked: boolean; isDisabled?: boolean; onPick: (isRange: boolean) => void };

/** A box that picks one of a list; with Shift, everything from the one that was picked last. */
export function PickBox({ name, isPicked, isDisabled = false, onPick }: Props) {
  return (
    <label className={styles.box}>
      <input
        type="checkbox"
        aria-label={name}
        checked={isPicked}
        disabled={isDisabled}
        // The click knows about Shift. The change that follows it does not.
        onChange={() => undefined}
        onClick={({ shiftKey }) => onPick(shiftKey)}
      />
    </label>
  );
}
