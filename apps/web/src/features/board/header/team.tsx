'use client';

import { useQuery } from '@tanstack/react-query';
import { type Board, can, type Member, type Person } from '@weir/contract';
import { Fragment, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { Avatar, initials } from '@/components/data/avatar';
import { Tooltip } from '@/components/overlay/tooltip';
import { avatarMark, inFlightOf, loadText, peopleOn, personLimitsOf } from '@/features/limits/person-limits';
import { paths } from '@/lib/api/paths';
import { readingAll } from '@/lib/api/query';
import { subjectOf } from '@/lib/board/limit-subjects';
import { useBoardContext } from '../board-context';
import styles from './board-limits.module.css';

const maxFaces = 8;

/** The team as faces, with how much each has in flight: a ring, a number, and words for who hears them. */
export function Team() {
  const { board } = useBoardContext();
  const [isWhole, setWhole] = useState(false);
  const isHeld = ({ id }: Person) => personLimitsOf(board, id).length > 0 || inFlightOf(board, id) > 0;
  const loaded = board.people.filter(isHeld);
  const rest = board.people.filter((person) => !loaded.includes(person));
  const shown = isWhole ? board.people : [...loaded, ...rest].slice(0, maxFaces);
  const more = board.people.length - shown.length;
  return (
    <ul className={styles.team} aria-label="The team, and what each has in flight">
      {shown.map((person) => (
        <li key={person.id}>
          <Face person={person} />
        </li>
      ))}
      {more > 0 && (
        <li>
          <Button className={styles.more} onPress={() => setWhole(true)} aria-label={`${more} more people`}>
            +{more}
          </Button>
        </li>
      )}
    </ul>
  );
}

function Face({ person }: { person: Person }) {
  const { board, role, open, blockingLimits } = useBoardContext();
  const limits = personLimitsOf(board, person.id);
  const [limit] = limits;
  const subject = limit
    ? subjectOf(limit)
    : { scope: 'person' as const, userId: person.id, across: 'board' as const };
  const mark = avatarMark(limits);
  const said = `${person.name}: ${mark?.word ?? `${inFlightOf(board, person.id)} in flight, no limit`}`;
  const canOpen = limit ? can(role, 'readLimits') : can(role, 'manageBoards') && !board.archivedAt;
  const burdens =
    limits.length > 0
      ? limits.map((each) => ({ text: loadText(each), state: avatarMark([each])?.state }))
      : [{ text: `${inFlightOf(board, person.id)}`, state: undefined }];
  // Who speaks to the page says what stands there.
  const named = `${said}; ${[initials(person.name), ...burdens.map(({ text }) => text)].join(' ')}`;
  const face = (
    <>
      <Avatar name={person.name} size={24} isDecorative mark={mark} />
      {burdens.map(({ text, state }) => (
        <Fragment key={text}>
          {' '}
          <span className={styles.burden} data-state={state} aria-hidden="true">
            {text}
          </span>
        </Fragment>
      ))}
    </>
  );
  const isBlocking = limits.some(({ id }) => blockingLimits.has(id)) || undefined;
  if (!canOpen)
    return (
      <span className={styles.face} role="img" aria-label={named} title={said} data-blocking={isBlocking}>
        {face}
      </span>
    );
  return (
    <Tooltip text={said}>
      <Button
        className={styles.face}
        aria-label={named}
        data-blocking={isBlocking}
        onPress={() => open({ kind: 'limit', subject })}
      >
        {face}
      </Button>
    </Tooltip>
  );
}

/** Who can be given work here, and who has it: by name, so that a face keeps its place. */
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
