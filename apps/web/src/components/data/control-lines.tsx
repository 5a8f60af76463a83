import type { ReactNode, Ref } from 'react';
import styles from './control-lines.module.css';

type ListProps = { label: string; ref: Ref<HTMLUListElement>; children: ReactNode };

/** A list of lines, each with text and controls. It can take the focus of a control that is gone (`focusRows`). */
export function ControlLines({ label, ref, children }: ListProps) {
  return (
    <ul ref={ref} tabIndex={-1} className={styles.lines} aria-label={label}>
      {children}
    </ul>
  );
}

type LineProps = { name: string; facts: ReactNode; children: ReactNode };

/** The name of a thing, facts about it in small type, and its controls. */
export function ControlLine({ name, facts, children }: LineProps) {
  return (
    <li className={styles.line}>
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.facts}>{facts}</span>
      </span>
      {children}
    </li>
  );
}
