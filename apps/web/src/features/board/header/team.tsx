'use client';

import { type Board, can, type Person } from '@weir/contract';
import { type MouseEvent, useMemo, useState } from 'react';
import { Avatar, initials } from '@/components/data/avatar';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { Tooltip } from '@/components/overlay/tooltip';
import { PressButton } from '@/components/press/press-button';
import { LimitFigure } from '@/features/limits/limit-figure';
import { avatarMark, inFlightOf, peopleOn, personLimitsOf } from '@/features/limits/person-limits';
import { type LimitSubject, subjectOf } from '@/lib/board/limit-subjects';
import { useMembersWho } from '@/lib/context/use-members-who';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { toggled } from '../filter/filter';
import styles from './team.module.css';

const maxFaces = 6;

/** The people who work on this board, by name: members who can change cards, and everyone on a card. */
export function useTeam(board: Board): Person[] {
  const known = useMemo(() => peopleOn(board), [board]);
  const { people } = useMembersWho('changeCards', known);
  return useMemo(() => people.toSorted((one, other) => one.name.localeCompare(other.name)), [people]);
}

/**
 * The team as faces in one row, the busy ones first, each with the number of cards in progress and a ring that shows the
 * person's limit. `onMore` shows the people who have no room here.
 */
export function Team({ onMore }: { onMore: () => void }) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const isBusy = ({ id }: Person) => personLimitsOf(board, id).length > 0 || inFlightOf(board, id) > 0;
  const busy = board.people.filter(isBusy);
  const rest = board.people.filter((person) => !busy.includes(person));
  const shown = [...busy, ...rest].slice(0, maxFaces);
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
          <PressButton className={styles.more} onPress={onMore} aria-label={t('board.team.more', { count })}>
            {t('board.team.moreShort', { count })}
          </PressButton>
        </li>
      )}
    </ul>
  );
}

/** Pressed, it shows only this person's cards, or all again. Its menu has the person's limit. */
function Face({ person }: { person: Person }) {
  const { board, filtering, showDialog, blockingLimits } = useBoardPage();
  const t = useTranslations();
  const [isOpen, setOpen] = useState(false);
  const limits = personLimitsOf(board, person.id);
  const mark = avatarMark(t, limits);
  const { subject, canOpen } = usePersonLimit(person);
  const { id, name } = person;
  const count = inFlightOf(board, id);
  const description = mark
    ? t('board.team.person', { name, load: mark.word })
    : t('board.team.personWithoutLimit', { name, count });
  const isChosen = filtering.filter.people.includes(id);
  const toggle = () => filtering.change((filter) => ({ ...filter, people: toggled(filter.people, id) }));
  const face = (
    <PressButton
      className={styles.face}
      // People who control the page by voice say what they see.
      aria-label={[description, initials(name), count].join('; ')}
      aria-pressed={isChosen}
      data-chosen={isChosen || undefined}
      data-blocking={limits.some((limit) => blockingLimits.has(limit.id)) || undefined}
      onPress={toggle}
      {...(canOpen && {
        onContextMenu: (event: MouseEvent) => {
          event.preventDefault();
          setOpen(true);
        },
      })}
    >
      <Avatar person={person} size={26} isDecorative mark={mark} />
      {count > 0 && (
        <span className={styles.load} data-state={mark?.state} aria-hidden="true">
          {count}
        </span>
      )}
    </PressButton>
  );
  if (!canOpen) return <Tooltip text={description}>{face}</Tooltip>;
  return (
    <Menu
      label={name}
      opensBy="longPress"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={<Tooltip text={description}>{face}</Tooltip>}
    >
      <MenuItem onAction={toggle}>
        {isChosen ? t('board.team.showAll') : t('board.team.showOnly', { name })}
      </MenuItem>
      <MenuItem onAction={() => showDialog({ kind: 'limit', subject })}>
        {t('board.team.limitOf', { name })}
      </MenuItem>
    </Menu>
  );
}

/** A person's loads as figures. Pressed, they open the limit. */
export function PersonLoad({ person }: { person: Person }) {
  const { board, showDialog, blockingLimits } = useBoardPage();
  const t = useTranslations();
  const { canOpen, subject } = usePersonLimit(person);
  const limits = personLimitsOf(board, person.id);
  const own = limits.length > 0 ? limits : [null];
  return own.map((limit) => (
    <span key={limit?.id ?? 'none'} className={styles.figure}>
      {limit?.across === 'workspace' && <span>{t('board.team.allBoards')}</span>}
      <LimitFigure
        name={person.name}
        limit={limit}
        load={limit?.load ?? inFlightOf(board, person.id)}
        isBlocking={limit !== null && blockingLimits.has(limit.id)}
        onPress={
          canOpen
            ? () => showDialog({ kind: 'limit', subject: limit ? subjectOf(limit) : subject })
            : undefined
        }
      />
    </span>
  ));
}

/** What a person's limit is set on, and whether the reader may open it. */
function usePersonLimit(person: Person): { subject: LimitSubject; canOpen: boolean } {
  const { board } = useBoardPage();
  const { role } = useWorkspace();
  const [limit] = personLimitsOf(board, person.id);
  return {
    subject: limit
      ? subjectOf(limit)
      : { scope: 'person' as const, userId: person.id, across: 'board' as const },
    canOpen: limit ? can(role, 'readLimits') : can(role, 'manageBoards') && !board.archivedAt,
  };
}
