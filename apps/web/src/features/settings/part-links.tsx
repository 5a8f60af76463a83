import styles from './part-links.module.css';

/** The parts of a long page, each a step away. */
export function PartLinks({ titles }: { titles: readonly string[] }) {
  return (
    <nav className={styles.links} aria-label="On this page">
      <ul className={styles.list}>
        {titles.map((title) => (
          <li key={title}>
            <a href={`#${idOfPart(title)}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** “Public form” is at `#public-form`. */
export const idOfPart = (title: string): string => title.toLowerCase().replaceAll(' ', '-');
