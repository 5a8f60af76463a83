'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type Ledger, type Pressure } from '@weir/contract';
import { limitSubjectName, measurePressure, type PressureReason } from '@weir/domain';
import { pressureReasonText } from '@weir/words';
import Link from 'next/link';
import { Meter } from '@/components/data/meter';
import { StateWord, toneOf } from '@/components/data/state-word';
import { Instant } from '@/components/data/time';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { Popover } from '@/components/overlay/popover';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './board-header.module.css';

/** The board's name, its pressure and the reasons, its intake, and the button for a new card. */
export function BoardHeader({ pressure, overdue }: { pressure: Pressure | undefined; overdue: number }) {
  const { board, canEdit, showDialog } = useBoardPage();
  const { slug: workspace, role } = useWorkspace();
  const t = useTranslations();
  const overdueNow = pressure?.intake.overdue ?? overdue;
  const because =
    pressure?.because ??
    localReasons(board, overdueNow).map((reason) => ({
      code: reason.code,
      text: pressureReasonText(t, reason),
    }));
  // Limits that are often exceeded have a notice of their own below.
  const reasons = because.filter(({ code }) => code !== 'roomLeft' && code !== 'limitFiction');
  const { state, level } = board.pressure;
  return (
    <header className={styles.header}>
      <h1>{board.name}</h1>
      <div className={styles.pressure}>
        <div className={styles.level}>
          <StateWord state={state} />
          <div className={styles.meter}>
            <Meter
              label={t('board.header.pressure')}
              hideLabel
              value={level}
              valueLabel={t('board.header.pressureValue', { state, level })}
              tone={toneOf(state)}
            />
          </div>
        </div>
        <Reasons texts={(reasons.length > 0 ? reasons : because.slice(0, 1)).map(({ text }) => text)} />
      </div>
      <div className={styles.intake}>
        <Gate />
        {can(role, 'readAllRequests') && (
          <Link href={`/${workspace}/${board.key}/intake`} className={styles.requests}>
            <span>
              {t.rich('board.header.requests', {
                waiting: board.intake.waiting,
                depth: board.intake.depth,
                overdue: overdueNow,
                b: (text) => <b>{text}</b>,
                late: (text) => <span className={styles.late}>{text}</span>,
              })}
            </span>
          </Link>
        )}
        {can(role, 'readLedger') && <ExpiredCount />}
      </div>
      <div className={styles.actions}>
        {canEdit && (
          <Button variant="primary" onPress={() => showDialog({ kind: 'create' })}>
            <Glyph name="plus" size={13} /> {t('board.header.addCard')}
          </Button>
        )}
        <Menu
          label={t('board.header.menu')}
          placement="bottom end"
          trigger={
            <Button variant="plain" className={styles.more} aria-label={t('board.header.menu')}>
              <Glyph name="more" size={15} />
            </Button>
          }
        >
          <MenuItem onAction={() => showDialog({ kind: 'archived' })}>{t('card.archive.title')}</MenuItem>
          <MenuItem onAction={() => showDialog({ kind: 'help' })}>{t('board.keys.title')}</MenuItem>
        </Menu>
      </div>
    </header>
  );
}

/** How many reasons are shown before “more”: one on a phone. */
const [wideReasons, narrowReasons] = [3, 1];

function Reasons({ texts }: { texts: string[] }) {
  const t = useTranslations();
  const [hiddenWide, hiddenNarrow] = [texts.length - wideReasons, texts.length - narrowReasons];
  return (
    <p className={styles.because}>
      {texts.slice(0, narrowReasons).join(' ')}{' '}
      <span className={styles.many}>{texts.slice(narrowReasons, wideReasons).join(' ')}</span>{' '}
      {hiddenNarrow > 0 && (
        <Popover
          title={t('board.header.reasons')}
          trigger={
            <Button variant="plain" className={`${styles.rest} ${hiddenWide > 0 ? '' : styles.few}`}>
              {hiddenWide > 0 && (
                <span className={styles.many}>{t('board.header.moreReasons', { count: hiddenWide })}</span>
              )}
              <span className={styles.few}>{t('board.header.moreReasons', { count: hiddenNarrow })}</span>
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

function Gate() {
  const { board } = useBoardPage();
  const t = useTranslations();
  const { state, until } = board.intake.gate;
  return (
    <span className={styles.gate}>
      <StateWord state={`gate-${state}`} size="small" />
      {until && state !== 'open' && (
        <span> {t.rich('board.header.gateUntil', { at: () => <Instant at={until} /> })}</span>
      )}
    </span>
  );
}

/** The reasons that the API would give, computed from the board: for roles that may not read the pressure. */
function localReasons(board: ReturnType<typeof useBoardPage>['board'], overdue: number): PressureReason[] {
  const { waiting, depth, gate } = board.intake;
  return measurePressure({
    columns: board.columns
      .filter(({ kind }) => kind === 'active')
      .map(({ name, load, limit }) => ({ name, load, max: limit?.max ?? null })),
    limits: board.limits.map((limit) => ({ ...limit, of: limitSubjectName(board, limit) })),
    intake: { waiting, depth, overdue },
    gate,
    blocked: board.cards.filter(({ blocked, archivedAt }) => blocked && !archivedAt).length,
  }).because;
}

/** How many requests expired unanswered in the last 30 days, if any did. */
function ExpiredCount() {
  const { board } = useBoardPage();
  const { slug: workspace } = useWorkspace();
  const t = useTranslations();
  const path = paths.ledger(workspace, board.key);
  const { data } = useQuery({ ...reading<Ledger>(path), staleTime: 60_000 });
  if (!data || data.expired === 0) return null;
  return (
    <Link href={`/${workspace}/${board.key}/intake/ledger`} title={t('board.header.expiredTitle')}>
      <StateWord state="over" size="small">
        {t('board.header.expired', { count: data.expired })}
      </StateWord>
    </Link>
  );
}
