'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type Ledger, type Pressure } from '@weir/contract';
import { limitSubjectName, type PressureReason, measurePressure as pressureOf } from '@weir/domain';
import Link from 'next/link';
import { Meter } from '@/components/data/meter';
import { StateWord, toneOf } from '@/components/data/state-word';
import { exact } from '@/components/data/time';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { Popover } from '@/components/overlay/popover';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useBoardContext } from '../board-context';
import styles from './board-header.module.css';

/** The board's name, how full it is and why, what waits at its door, and the way to add a card. */
export function BoardHeader({ pressure, overdue }: { pressure: Pressure | undefined; overdue: number }) {
  const { board, workspace, role, canEdit, open } = useBoardContext();
  const late = pressure?.intake.overdue ?? overdue;
  const because = pressure?.because ?? reasons(board, late);
  const { waiting, depth } = board.intake;
  const isIntakeRead = can(role, 'readAllRequests');
  // What is fiction is told below, with its figures.
  const lines = because.filter(({ code }) => code !== 'roomLeft' && code !== 'limitFiction');
  return (
    <header className={styles.header}>
      <h1>{board.name}</h1>
      <div className={styles.pressure}>
        <div className={styles.level}>
          <StateWord state={board.pressure.state} />
          <div className={styles.meter}>
            <Meter
              label="Pressure"
              hideLabel
              value={board.pressure.level}
              said={`${board.pressure.state}, ${Math.round(board.pressure.level * 100)} %`}
              tone={toneOf(board.pressure.state)}
            />
          </div>
        </div>
        <Reasons texts={(lines.length > 0 ? lines : because.slice(0, 1)).map(({ text }) => text)} />
      </div>
      <div className={styles.intake}>
        <GateWord />
        {isIntakeRead && (
          <Link href={`/${workspace}/${board.key}/intake`} className={styles.requests}>
            <span>
              Requests{' '}
              <b>
                {waiting} of {depth}
              </b>
              {late > 0 && <span className={styles.late}>, {late === 1 ? 'one' : late} overdue</span>}
            </span>
          </Link>
        )}
        {can(role, 'readLedger') && <ExpiredWord workspace={workspace} boardKey={board.key} />}
      </div>
      <div className={styles.actions}>
        {canEdit && (
          <Button variant="primary" onPress={() => open({ kind: 'create' })}>
            <Glyph name="plus" size={13} /> Add card
          </Button>
        )}
        <Menu
          label="More of this board"
          placement="bottom end"
          trigger={
            <Button variant="plain" className={styles.more} aria-label="More of this board">
              <Glyph name="more" size={15} />
            </Button>
          }
        >
          <MenuItem onAction={() => open({ kind: 'archived' })}>Archived cards</MenuItem>
          <MenuItem onAction={() => open({ kind: 'help' })}>Keys</MenuItem>
        </Menu>
      </div>
    </header>
  );
}

/** So many reasons are told at once: on a phone the first one. */
const [maxReasons, minReasons] = [3, 1];

/** Why it is as full as it is: the first reasons in a line, all of them behind a button. */
function Reasons({ texts }: { texts: string[] }) {
  const [more, moreThanFew] = [texts.length - maxReasons, texts.length - minReasons];
  return (
    <p className={styles.because}>
      {texts.slice(0, minReasons).join(' ')}{' '}
      <span className={styles.many}>{texts.slice(minReasons, maxReasons).join(' ')}</span>{' '}
      {moreThanFew > 0 && (
        <Popover
          title="How full it is, and why"
          trigger={
            <Button variant="plain" className={`${styles.rest} ${more > 0 ? '' : styles.few}`}>
              {more > 0 && <span className={styles.many}>and {more} more</span>}
              <span className={styles.few}>and {moreThanFew} more</span>
            </Button>
          }
        >
          <ul className={styles.reasons}>
            {texts.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Popover>
      )}
    </p>
  );
}

function GateWord() {
  const { board } = useBoardContext();
  const { gate } = board.intake;
  return (
    <span className={styles.gate}>
      <StateWord state={`gate-${gate.state}`} size="small" />
      {gate.until && gate.state !== 'open' && (
        <span suppressHydrationWarning> until {exact(gate.until, board.timeZone)}</span>
      )}
    </span>
  );
}

/** The same reasons as the API gives, from the board itself: for those who may not read the signal. */
function reasons(board: ReturnType<typeof useBoardContext>['board'], overdue: number): PressureReason[] {
  const { waiting, depth, gate } = board.intake;
  return pressureOf({
    columns: board.columns
      .filter(({ kind }) => kind === 'active')
      .map(({ name, load, limit }) => ({ name, load, max: limit?.max ?? null })),
    limits: board.limits.map((limit) => ({ ...limit, of: limitSubjectName(board, limit) })),
    intake: { waiting, depth, overdue },
    gate,
    blocked: board.cards.filter(({ blocked, archivedAt }) => blocked && !archivedAt).length,
  }).because;
}

/** How many requests expired in the last 30 days, if any did. */
function ExpiredWord({ workspace, boardKey }: { workspace: string; boardKey: string }) {
  const { data } = useQuery({ ...reading<Ledger>(paths.ledger(workspace, boardKey)), staleTime: 60_000 });
  if (!data || data.expired === 0) return null;
  return (
    <Link href={`/${workspace}/${boardKey}/intake/ledger`} title="In the last 30 days">
      <StateWord state="over" size="small">
        {data.expired} expired unanswered
      </StateWord>
    </Link>
  );
}
