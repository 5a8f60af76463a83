'use client';

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Board, can, type OverrideLog, type OverrideLogEntry } from '@weir/contract';
import lines from '@/components/data/lines.module.css';
import { Meter } from '@/components/data/meter';
import { StateWord } from '@/components/data/state-word';
import { Day, Instant } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { Panel } from '@/components/layout/panel';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { readingBoard } from '@/lib/api/reading-board';
import { readingPages } from '@/lib/api/reading-pages';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardEvents } from '@/lib/events/use-board-events';
import { useTranslations } from '@/lib/words/use-translations';
import { useLimitNames } from '../limit-names';
import { OftenExceeded } from '../often-exceeded';
import { budgetText } from '../override-budget';
import styles from './overrides.module.css';

type Props = { first: { board: Board; log: OverrideLog } };

/** The overrides of a board: which limits were exceeded, who did it and why, and the budget of the month. */
export function OverridesPage({ first }: Props) {
  const { slug } = useWorkspace();
  const t = useTranslations();
  const { key } = first.board;
  const client = useQueryClient();
  const path = boardPaths.board(slug, key);
  const { data: board, error } = useQuery({ ...readingBoard(slug, key), initialData: first.board });
  const nameOf = useLimitNames(board);
  useBoardEvents(slug, key, () => {
    for (const stale of [path, boardSetupPaths.overrides(slug, key)])
      void client.invalidateQueries({ queryKey: [stale] });
  });
  return (
    <Page>
      <PageHeader title={t('limits.overrides.title')} meta={t('limits.overrides.meta')} />
      <div className={styles.page}>
        {error && <ProblemNotice problem={error.problem} role="status" />}
        <OftenExceeded board={board} nameOf={nameOf} />
        <Budget board={board} />
        <section aria-labelledby="overrides">
          <h2 id="overrides" className={styles.heading}>
            {t('limits.overrides.list')}
          </h2>
          <OverrideList board={board} first={first.log} />
        </section>
      </div>
    </Page>
  );
}

/** The overrides of this month, of those that its budget allows. */
function Budget({ board }: { board: Board }) {
  const { slug, role } = useWorkspace();
  const t = useTranslations();
  const { budget, spent, renewsOn } = board.overrides;
  const left = budget - spent;
  return (
    <Panel title={t('limits.budget.title')}>
      <div className={styles.budget}>
        {budget > 0 && (
          <Meter
            label={t('limits.budget.meter')}
            value={Math.min(spent, budget)}
            max={budget}
            valueLabel={t('limits.loadOfMax', { load: spent, max: budget })}
            tone={left <= 0 ? 'full' : left <= budget / 4 ? 'near' : 'ok'}
          />
        )}
        <p>
          {budgetText(t, board.overrides)}{' '}
          {t.rich('limits.budget.renews', { day: () => <Day date={renewsOn} /> })}
        </p>
        {can(role, 'manageBoards') && (
          <p className={styles.soft}>
            <Link href={`/${slug}/${board.key}/settings/limits`}>{t('limits.budget.change')}</Link>
          </p>
        )}
      </div>
    </Panel>
  );
}

/** All overrides, newest first, a page at a time. */
function OverrideList({ board, first }: { board: Board; first: OverrideLog }) {
  const { slug } = useWorkspace();
  const t = useTranslations();
  const path = boardSetupPaths.overrides(slug, board.key);
  const query = useInfiniteQuery({
    ...readingPages<OverrideLog>(path),
    initialData: { pages: [first], pageParams: [null] },
  });
  const overrides = query.data.pages.flatMap(({ items }) => items);
  if (overrides.length === 0)
    return <EmptyState title={t('limits.overrides.none')}>{t('limits.overrides.noneText')}</EmptyState>;
  return (
    <>
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <ul className={lines.lines}>
        {overrides.map((each) => (
          <OverrideLine key={`${each.seq} ${each.limit.id}`} override={each} board={board} />
        ))}
      </ul>
      {query.hasNextPage && (
        <p className={lines.more}>
          <Button isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
            {t('limits.overrides.older')}
          </Button>
        </p>
      )}
    </>
  );
}

/** One override: the limit, how full it became, the cards, the reason, who and when. */
function OverrideLine({ override, board }: { override: OverrideLogEntry; board: Board }) {
  const { slug } = useWorkspace();
  const t = useTranslations();
  const { mode, reason, limit, max, load, gain, cards, by, at } = override;
  return (
    <li className={lines.line}>
      <div className={styles.what}>
        <b>{limit.of}</b>
        <StateWord state="over" size="small">
          {t('limits.loadOfMax', { load: load + gain, max })}
        </StateWord>
      </div>
      <div className={styles.why}>
        {reason ? (
          <p dir="auto">{reason}</p>
        ) : (
          <p className={styles.soft}>
            {mode === 'warn' ? t('limits.overrides.warned') : t('limits.overrides.withoutReason')}
          </p>
        )}
        <ul className={styles.cards} aria-label={t('limits.overrides.cards')}>
          {cards.map(({ number, ref, title }) => (
            <li key={number}>
              <Link href={`/${slug}/${board.key}?card=${number}`}>{ref}</Link> {title}
            </li>
          ))}
        </ul>
      </div>
      <p className={lines.by}>
        {by?.name ?? t('limits.overrides.plainSql')}
        <br />
        <Instant at={at} zone={board.timeZone} />
      </p>
    </li>
  );
}
