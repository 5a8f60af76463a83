import type { Person } from '@weir/contract';
import { Avatar } from '@/components/data/avatar';
import styles from './people.module.css';

export function People({ people }: { people: readonly Person[] }) {
  return (
    <span className={styles.people}>
      {people.map(({ id, name }) => (
        <span key={id} className={styles.person}>
          <Avatar name={name} size={20} isDecorative /> {name}
        </span>
      ))}
    </span>
  );
}
