import styles from './quick-add.module.css';

/** Titles of cards that are not created yet. */
export function TitleList({ titles }: { titles: readonly string[] }) {
  return (
    <ul className={styles.titles}>
      {Object.entries(titles).map(([at, title]) => (
        <li key={at} dir="auto">
          {title}
        </li>
      ))}
    </ul>
  );
}
