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

/** The name of a thing, facts about it (`Fact`), and its controls: one, or several in `Controls`. */
export function ControlLine({ name, facts, children }: LineProps) {
  return (
    <li className={styles.line}>
      <span className={styles.words}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        {facts}
      </span>
      {children}
    </li>
  );
}

/** A line in small type. */
export function Fact({ children }: { children: ReactNode }) {
  return <span className={styles.fact}>{children}</span>;
}

/** A part of a fact that somebody should look at. */
export function Concern({ children }: { children: ReactNode }) {
  return <span className={styles.concern}>{children}</span>;
}

/** The controls of a line, side by side. */
export function Controls({ children }: { children: ReactNode }) {
  return <span className={styles.controls}>{children}</span>;
}
