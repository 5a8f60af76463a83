'use client';

import type { Person } from '@weir/contract';
import { useState } from 'react';
import { Avatar } from '@/components/data/avatar';
import { toneOf } from '@/components/data/state-word';
import { avatarMark, personLimitsOf } from '@/features/limits/person-limits';
import { countText, occupancyText, placeState } from '@/lib/board/capacity';
import { useMembersWho } from '@/lib/context/use-members-who';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { SearchList } from '../picker/search-list';
import styles from './people.module.css';

/** Chooses assignees: the people who can change cards, and those on a card of this board. Each shows their load. */
export function PeoplePicker({
  ids,
  onToggle,
}: {
  ids: readonly string[];
  onToggle: (id: string, isOn: boolean) => void;
}) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const [typed, setTyped] = useState('');
  const { isPending, error } = useMembersWho('changeCards');
  return (
    <>
      <SearchList
        label={t('card.people.label')}
        prompt={t('card.people.find')}
        options={board.people}
        chosen={ids}
        onToggle={onToggle}
        typed={typed}
        onType={setTyped}
        none={t(isPending ? 'card.people.loading' : 'card.people.none')}
      >
        {(person) => <PersonWithLoad {...person} />}
      </SearchList>
      {error && <p className={styles.failed}>{t('card.people.failed')}</p>}
    </>
  );
}

function PersonWithLoad({ id, name }: Pick<Person, 'id' | 'name'>) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const limits = personLimitsOf(board, id);
  const [limit] = limits;
  const occupancy = limit && { limit, load: limit.load };
  const state = occupancy ? placeState(occupancy) : 'none';
  return (
    <span className={styles.choice}>
      <Avatar person={{ id, name }} size={22} isDecorative mark={avatarMark(t, limits)} />
      <span className={styles.words}>
        <span>{name}</span>
        {occupancy && (
          <span className={styles.load} data-tone={toneOf(state)}>
            {t('card.people.load', {
              across: occupancy.limit.across,
              occupancy: state === 'free' ? countText(t, occupancy) : occupancyText(t, occupancy),
            })}
          </span>
        )}
      </span>
    </span>
  );
}
