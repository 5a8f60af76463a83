'use client';

import styles from './pick-box.module.css';

type Props = { name: string; isPicked: boolean; isDisabled?: boolean; onPick: (isRange: boolean) => void };

/** A box to tick; with Shift, all from the one that was ticked last. */
export function PickBox({ name, isPicked, isDisabled = false, onPick }: Props) {
  return (
    <label className={styles.box}>
      <input
        type="checkbox"
        aria-label={name}
        checked={isPicked}
        disabled={isDisabled}
        // The click knows of Shift; the change that follows it does not.
        onChange={() => undefined}
        onClick={({ shiftKey }) => onPick(shiftKey)}
      />
    </label>
  );
}
