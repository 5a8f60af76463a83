'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type Member, type Person } from '@weir/contract';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { Avatar } from '@/components/data/avatar';
import { toneOf } from '@/components/data/state-word';
import choice from '@/components/form/choice.module.css';
import { avatarMark, personLimitsOf } from '@/features/limits/person-limits';
import { paths } from '@/lib/api/paths';
import { readingAll } from '@/lib/api/query';
import { countText, lowered, roomLabel } from '@/lib/board/capacity-words';
import { useBoardContext } from '../board-context';
import styles from './people-field.module.css';

/** Who works on it: any of those who may change cards, and whoever is on it already; with how much each has in flight. */
export function PeopleField({
  workspace,
  value,
  onChange,
  known = [],
}: {
  workspace: string;
  value: string[];
  onChange: (ids: string[]) => void;
  known?: Person[];
}) {
  const members = useQuery(readingAll<Member>(`${paths.members(workspace)}?size=200`));
  const able = (members.data?.items ?? []).filter(({ role }) => can(role, 'changeCards'));
  const people = [...able, ...known.filter(({ id }) => !able.some((each) => each.id === id))];
  return (
    <CheckboxGroup value={value} onChange={onChange} className={styles.group}>
      <Label className={styles.label}>
        People <span className={styles.optional}>(optional)</span>
      </Label>
      <div className={styles.people}>
        {people.map(({ id, name }) => (
          <Checkbox key={id} value={id} className={`${choice.choice} ${styles.person}`}>
            <PersonOnChip id={id} name={name} />
          </Checkbox>
        ))}
        {members.isPending && <span className={styles.optional}>Loading people…</span>}
        {members.error && <span className={styles.optional}>The list of people can’t be read now.</span>}
      </div>
    </CheckboxGroup>
  );
}

function PersonOnChip({ id, name }: Pick<Person, 'id' | 'name'>) {
  const { board } = useBoardContext();
  const limits = personLimitsOf(board, id);
  const [limit] = limits;
  const occupancy = limit && { limit, load: limit.load };
  const word = occupancy && roomLabel(occupancy);
  return (
    <>
      <Avatar name={name} size={22} isDecorative mark={avatarMark(limits)} />
      <span>{name}</span>
      {word && (
        <span className={styles.load} data-tone={toneOf(word.state)}>
          {countText(occupancy)}
          {limit?.across === 'workspace' && ' over all boards'}
          {word.state !== 'free' && `, ${lowered(word.text)}`}
        </span>
      )}
    </>
  );
}
