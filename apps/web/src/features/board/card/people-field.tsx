'use client';

import type { Person } from '@weir/contract';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import choice from '@/components/choice/choice.module.css';
import { Avatar } from '@/components/data/avatar';
import { toneOf } from '@/components/data/state-word';
import { avatarMark, personLimitsOf } from '@/features/limits/person-limits';
import { countText, occupancyText, placeState } from '@/lib/board/capacity';
import { useMembersWho } from '@/lib/context/use-members-who';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './people-field.module.css';

/** Chooses assignees: members who can change cards, and the `known` ones of the others. Each shows their load. */
export function PeopleField({
  value,
  onChange,
  known,
  label,
}: {
  value: string[];
  onChange: (ids: string[]) => void;
  known?: Person[];
  /** In the place of the usual one, which says that the field is optional. */
  label?: string;
}) {
  const t = useTranslations();
  const { people, isPending, error } = useMembersWho('changeCards', known);
  return (
    <CheckboxGroup
      value={value}
      // Sorted: the order of the presses is no change.
      onChange={(ids) => onChange(ids.toSorted())}
      className={styles.group}
    >
      <Label className={styles.label}>
        {label ??
          t.rich('card.people.optional', {
            optional: (text) => <span className={styles.optional}>{text}</span>,
          })}
      </Label>
      <div className={styles.people}>
        {people.map(({ id, name }) => (
          <Checkbox key={id} value={id} className={`${choice.choice} ${styles.person}`}>
            <PersonOnChip id={id} name={name} />
          </Checkbox>
        ))}
        {isPending && <span className={styles.optional}>{t('card.people.loading')}</span>}
        {error && <span className={styles.optional}>{t('card.people.failed')}</span>}
      </div>
    </CheckboxGroup>
  );
}

function PersonOnChip({ id, name }: Pick<Person, 'id' | 'name'>) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const limits = personLimitsOf(board, id);
  const [limit] = limits;
  const occupancy = limit && { limit, load: limit.load };
  const state = occupancy ? placeState(occupancy) : 'none';
  return (
    <>
      <Avatar name={name} size={22} isDecorative mark={avatarMark(t, limits)} />
      <span>{name}</span>
      {occupancy && (
        <span className={styles.load} data-tone={toneOf(state)}>
          {t('card.people.load', {
            across: occupancy.limit.across,
            occupancy: state === 'free' ? countText(t, occupancy) : occupancyText(t, occupancy),
          })}
        </span>
      )}
    </>
  );
}
