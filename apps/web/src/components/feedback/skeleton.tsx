import styles from './skeleton.module.css';

/** The place of something that is on its way. Say “Loading …” once beside it for screen readers. */
export function Skeleton({ height = '1rem', width = '100%' }: { height?: string; width?: string }) {
  return <span className={styles.skeleton} style={{ height, width }} aria-hidden="true" />;
}
