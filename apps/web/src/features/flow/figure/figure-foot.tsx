import type { ReactNode } from 'react';
import styles from './figure.module.css';

/** The legend of a chart and what its figures are about. */
export function FigureFoot({ children }: { children: ReactNode }) {
  return <div className={styles.foot}>{children}</div>;
}
