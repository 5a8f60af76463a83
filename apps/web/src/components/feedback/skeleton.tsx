import styles from './skeleton.module.css';

/** A placeholder while something loads. Say “Loading …” once next to it for screen readers. */
export function Skeleton({ height = '1rem', width = '100%' }: { height?: string; width?: string }) {
  return <span className={styles.skeleton} style={{ height, width }} aria-hidden="true" />;
}
