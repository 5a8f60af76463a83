import type { Person } from '@weir/contract';
import { Avatar } from '@/components/data/avatar';
import styles from './people.module.css';

export function People({ people }: { people: readonly Person[] }) {
  return (
    <span className={styles.people}>
      {people.map((person) => (
        <span key={person.id} className={styles.person}>
          <Avatar person={person} size={20} isDecorative /> {person.name}
        </span>
      ))}
    </span>
  );
}
