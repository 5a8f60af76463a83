'use client';

import { can, type Pressure } from '@weir/contract';
import { limitSubjectName, measurePressure, type PressureReason } from '@weir/domain';
import { pressureReasonText } from '@weir/words';
import dynamic from 'next/dynamic';
import { Meter } from '@/components/data/meter';
import { StateWord, toneOf } from '@/components/data/state-word';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Link } from '@/components/layout/link';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { useWorkspace } from '@/lib/context/workspace';
import { openShortcuts } from '@/lib/keys/shortcut-groups';
import { Ahead, loadedAhead } from '@/lib/loading/load-ahead';
import { withAllWords, withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { FilterMenu } from '../filter/filter-menu';
import styles from './board-header.module.css';
import { Gate } from './gate';
import { useHeldText } from './held-text';
import { BlockingClasses, InProgress } from './in-progress';
import { Team } from './team';
import { useDetails } from './use-details';
import { ViewMenu } from './view-menu';

const BoardDetails = dynamic(
  loadedAhead(() => withAllWords(import('./board-details')).then((loaded) => loaded.BoardDetails)),
  { loading: () => null },
);

const bar = new Ahead<object>();
const FilterBar = bar.component(
  dynamic(
    bar.load(() =>
      withWordsOf('features/board/filter/filter-bar', import('../filter/filter-bar')).then(
        (loaded) => loaded.FilterBar,
      ),
    ),
    { loading: () => null },
  ),
);

const detailsId = 'board-details';

/**
 * The state of the board in one line: its pressure with the first reason, the cards in progress, its intake and its
 * people. Pressed, the line opens all of it below; this browser remembers that for each board.
 */
export function BoardHeader({ pressure, overdue }: { pressure: Pressure | undefined; overdue: number }) {
  const { board, filtering, canEdit, showDialog, undo } = useBoardPage();
  const { slug: workspace, role } = useWorkspace();
  const t = useTranslations();
  const { isOpen, setOpen } = useDetails(board.key);
  const heldText = useHeldText(board);
  const overdueNow = pressure?.intake.overdue ?? overdue;
  const because = [
    ...localReasons(board, overdueNow).map((reason) => ({
      code: reason.code,
      text: pressureReasonText(t, reason),
    })),
    // The board does not tell how many options are wanted.
    ...(pressure?.because.filter(({ code }) => code === 'optionsFew') ?? []),
  ];
  const held = board.recurringCards.map((each) => ({ code: each.id, text: heldText(each) }));
  const reasons = because.filter(({ code }) => code !== 'roomLeft');
  const { state, level } = board.pressure;
  const [first = because[0], ...more] = [...reasons, ...held];
  return (
    <div className={styles.header}>
      {/* The bar above shows the name. */}
      <VisuallyHidden>
        <h1>{board.name}</h1>
      </VisuallyHidden>
      <div className={styles.line}>
        <Button
          variant="plain"
          className={styles.state}
          aria-expanded={isOpen}
          aria-controls={detailsId}
          onPress={() => setOpen(!isOpen)}
        >
          <StateWord state={state} />
          <span className={styles.because}>{first?.text}</span>
          {more.length > 0 && (
            <span className={styles.count}>{t('board.header.moreReasons', { count: more.length })}</span>
          )}
          <Glyph name="chevron" size={12} />
        </Button>
        <div className={styles.meter}>
          <Meter
            label={t('board.header.pressure')}
            hideLabel
            value={level}
            valueLabel={t('board.header.pressureValue', { state, level })}
            tone={toneOf(state)}
          />
        </div>
        <div className={styles.facts}>
          <ul className={styles.figures} aria-label={t('board.inFlight.label')}>
            <InProgress />
            <BlockingClasses />
          </ul>
          <span className={styles.intake}>
            <Gate isBrief />
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
          </span>
          <Team onMore={() => setOpen(true)} />
          <ViewMenu />
          <FilterMenu />
        </div>
        <div className={styles.actions}>
          {canEdit && (
            <Button variant="primary" className={styles.add} onPress={() => showDialog({ kind: 'create' })}>
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
            {canEdit && <MenuItem onAction={undo}>{t('undo.command')}</MenuItem>}
            <MenuItem onAction={() => showDialog({ kind: 'archived' })}>{t('card.archive.title')}</MenuItem>
            <MenuItem onAction={openShortcuts}>{t('components.keys.title')}</MenuItem>
          </Menu>
        </div>
      </div>
      {filtering.isBarOpen && <FilterBar />}
      {isOpen && <BoardDetails id={detailsId} reasons={reasons} />}
    </div>
  );
}

/** The reasons that the API would give, computed from the board: so they are as new as its cards. */
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
