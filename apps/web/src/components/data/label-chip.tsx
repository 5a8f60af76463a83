import type { Label } from '@weir/contract';
import styles from './label-chip.module.css';

/** A label: its word, on its colour. */
export function LabelChip({ label: { name, colour } }: { label: Pick<Label, 'name' | 'colour'> }) {
  return (
    <span className={styles.chip} data-colour={colour} dir="auto">
      {name}
    </span>
  );
}
