import type { Board } from '@weir/contract';
import { RadioGroup } from '@/components/radio-group';
import { roomSaid } from '@/lib/board/capacity-words';
import { type LimitSubject, limitOf } from '@/lib/board/limits-of';
import styles from './limit-editor.module.css';

type OfPerson = LimitSubject & { scope: 'person' };

const reaches = [
  { across: 'board', label: 'This board' },
  { across: 'workspace', label: 'All boards' },
] as const;

/** Which of a person's two limits is looked at; each says how it stands, since both hold. */
export function ReachField({
  board,
  value,
  onChange,
}: {
  board: Board;
  value: OfPerson;
  onChange: (subject: OfPerson) => void;
}) {
  return (
    <div className={styles.reach}>
      <RadioGroup
        label="Over"
        layout="row"
        choices={reaches.map(({ across, label }) => {
          const limit = limitOf(board, { ...value, across });
          return {
            id: across,
            label,
            description: limit ? roomSaid({ limit, load: limit.load }) : 'no limit',
          };
        })}
        value={value.across}
        onChange={(across) => onChange({ ...value, across })}
      />
    </div>
  );
}
