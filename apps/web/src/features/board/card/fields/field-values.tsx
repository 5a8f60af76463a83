'use client';

import type { Board, Card, CustomField } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { LabelChip } from '@/components/data/label-chip';
import { Day } from '@/components/data/time';
import styles from './field-values.module.css';

/** A value of a custom field, as a reader reads it. */
export function ShownValue({ field, value }: { field: CustomField; value: string | number | undefined }) {
  const format = useFormatter();
  if (value === undefined || value === '') return null;
  switch (field.kind) {
    case 'text':
      return <span dir="auto">{value}</span>;
    case 'number':
      return format.number(Number(value), { maximumFractionDigits: 4 });
    case 'date':
      return <Day date={String(value)} />;
    case 'choice': {
      const option = field.options.find(({ id }) => id === value);
      return option ? <LabelChip label={option} /> : null;
    }
  }
}

/** The values of the fields that the board shows on the faces of cards. */
export function FaceFields({ card, board }: { card: Pick<Card, 'fields'>; board: Pick<Board, 'fields'> }) {
  const shown = board.fields.filter(({ id, onCards }) => onCards && card.fields[id] !== undefined);
  if (shown.length === 0) return null;
  return (
    <dl className={styles.face}>
      {shown.map((field) => (
        <div key={field.id} className={styles.pair}>
          <dt>{field.name}</dt>
          <dd>
            <ShownValue field={field} value={card.fields[field.id]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
