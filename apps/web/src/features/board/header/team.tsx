'use client';

import { useQuery } from '@tanstack/react-query';
import { type Board, can, type Member, type Person } from '@weir/contract';
import { Fragment, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { Avatar, initials } from '@/components/data/avatar';
import { Tooltip } from '@/components/overlay/tooltip';
import { avatarMark, inFlightOf, peopleOn, personLimitsOf } from '@/features/limits/person-limits';
import { paths } from '@/lib/api/paths';
import { readingAll } from '@/lib/api/query';
import { placeState } from '@/lib/board/capacity';
import { subjectOf } from '@/lib/board/limit-subjects';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './board-limits.module.css';

const maxFaces = 8;

/** The people who work on this board, by name: members who can change cards, and everyone on a card. */
export function useTeam(workspace: string, board: Board): Person[] {
  const members = useQuery(readingAll<Member>(`${paths.members(workspace)}?size=200`));
  return useMemo(() => {
    const able = (members.data?.items ?? [])
      .filter(({ role }) => can(role, 'changeCards'))
      .map(({ id, name }) => ({ id, name }));
    const people = [...able, ...peopleOn(board).filter(({ id }) => !able.some((each) => each.id === id))];
    return people.toSorted((one, other) => one.name.localeCompare(other.name));
  }, [members.data, board]);
}

/** The team as faces, each with the number of cards in flight and a ring that shows the person's limit. */
export function Team() {
  const { board } = useBoardPage();
  const t = useTranslations();
  const [isExpanded, setExpanded] = useState(false);
  const isBusy = ({ id }: Person) => personLimitsOf(board, id).length > 0 || inFlightOf(board, id) > 0;
  const busy = board.people.filter(isBusy);
  const rest = board.people.filter((person) => !busy.includes(person));
  const shown = isExpanded ? board.people : [...busy, ...rest].slice(0, maxFaces);
  const count = board.people.length - shown.length;
  return (
    <ul className={styles.team} aria-label={t('board.team.label')}>
      {shown.map((person) => (
        <li key={person.id}>
          <Face person={person} />
        </li>
      ))}
      {count > 0 && (
        <li>
          <Button
            className={styles.more}
            onPress={() => setExpanded(true)}
            aria-label={t('board.team.more', { count })}
          >
            {t('board.team.moreShort', { count })}
          </Button>
        </li>
      )}
    </ul>
  );
}

function Face({ person }: { person: Person }) {
  const { board, showDialog, blockingLimits } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const limits = personLimitsOf(board, person.id);
  const [limit] = limits;
  const subject = limit
    ? subjectOf(limit)
    : { scope: 'person' as const, userId: person.id, across: 'board' as const };
  const mark = avatarMark(t, limits);
  const count = inFlightOf(board, person.id);
  const description = mark
    ? t('board.team.person', { name: person.name, load: mark.word })
    : t('board.team.personWithoutLimit', { name: person.name, count });
  const canOpen = limit ? can(role, 'readLimits') : can(role, 'manageBoards') && !board.archivedAt;
  const loads =
    limits.length > 0
      ? limits.map((each) => ({
          text: t('limits.person.short', { across: each.across, load: each.load, max: each.max }),
          state: placeState({ limit: each, load: each.load }),
        }))
      : [{ text: `${count}`, state: undefined }];
  // People who control the page by voice say what they see.
  const spoken = [description, initials(person.name), ...loads.map(({ text }) => text)].join('; ');
  const face = (
    <>
      <Avatar name={person.name} size={24} isDecorative mark={mark} />
      {loads.map(({ text, state }) => (
        <Fragment key={text}>
          {' '}
          <span className={styles.load} data-state={state} aria-hidden="true">
            {text}
          </span>
        </Fragment>
      ))}
    </>
  );
  const isBlocking = limits.some(({ id }) => blockingLimits.has(id)) || undefined;
  if (!canOpen)
    return (
      <span
        className={styles.face}
        role="img"
        aria-label={spoken}
        title={description}
        data-blocking={isBlocking}
      >
        {face}
      </span>
    );
  return (
    <Tooltip text={description}>
      <Button
        className={styles.face}
        aria-label={spoken}
        data-blocking={isBlocking}
        onPress={() => showDialog({ kind: 'limit', subject })}
      >
        {face}
      </Button>
    </Tooltip>
  );
}
