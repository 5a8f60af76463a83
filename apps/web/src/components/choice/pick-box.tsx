'use client';

import { useId } from 'react';
import styles from './pick-box.module.css';

type Props = {
  name: string;
  isPicked: boolean;
  isDisabled?: boolean;
  /** With room around it that takes the press too. */
  hasArea?: boolean;
  tabIndex?: number;
  className?: string | undefined;
  onPick: (isRange: boolean) => void;
};

/** A check box that picks one of a list; with Shift, everything from the one that was picked last. */
export function PickBox({ name, isPicked, isDisabled, hasArea, tabIndex, className = '', onPick }: Props) {
  const id = useId();
  const box = (
    <input
      id={id}
      type="checkbox"
      className={`${styles.box} ${className}`}
      aria-label={name}
      tabIndex={tabIndex}
      checked={isPicked}
      disabled={isDisabled}
      // The click knows about Shift. The change that follows it does not.
      onChange={() => undefined}
      onClick={({ shiftKey }) => onPick(shiftKey)}
    />
  );
  if (!hasArea) return box;
  return (
    <label htmlFor={id} className={styles.area}>
      {box}
    </label>
  );
}
