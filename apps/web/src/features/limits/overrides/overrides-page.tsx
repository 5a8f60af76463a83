'use client';

import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type Board,
  can,
  type OverrideLog,
  type OverrideLogEntry,
  type Role,
  type Workspace,
} from '@weir/contract';
import Link from 'next/link';
import lines from '@/components/data/lines.module.css';
import { Meter } from '@/components/data/meter';
import { StateWord } from '@/components/data/state-word';
import { Day, Instant } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { ProblemError, reading } from '@/lib/api/query';
import { useBoardEvents } from '@/lib/events/use-board-events';
import { OftenExceeded } from './often-exceeded';
import { budgetText } from './override-words';
import styles from './overrides.module.css';

type PageProps = { workspace: Workspace; first: { board: Board; passed: OverrideLog } };

/** When this board's limits were passed, by whom and why; and how much of the month's budget that took. */
export function OverridesPage({ workspace: { slug, role }, first }: PageProps) {
  const { key } = first.board;
  const client = useQueryClient();
  const path = paths.board(slug, key);
  const board = useQuery({ ...reading<Board>(path), initialData: first.board });
  useBoardEvents(slug, key, () => {
    for (const stale of [path, paths.overrides(slug, key)])
      void client.invalidateQueries({ queryKey: [stale] });
  });
  return (
    <Page>
      <PageHeader
        title="Overrides"
        meta="Some limits may be passed. Each time stands here, for everyone to read."
      />
      <div className={styles.page}>
        {board.error && <ProblemNotice problem={board.error.problem} role="status" />}
        <OftenExceeded workspace={slug} board={board.data} />
        <Budget workspace={slug} board={board.data} role={role} />
        <section aria-labelledby="passed">
          <h2 id="passed" className={styles.heading}>
            Passed
          </h2>
          <OverrideList workspace={slug} board={board.data} first={first.passed} />
        </section>
      </div>
    </Page>
  );
}

/** How often limits were passed with a reason this month, of how often they may be. */
export function Budget({ workspace, board, role }: { workspace: string; board: Board; role: Role }) {
  const { budget, spent, renewsOn } = board.overrides;
  const left = budget - spent;
  return (
    <Panel title="This month’s budget">
      <div className={styles.budget}>
        {budget > 0 && (
          <Meter
            label="Passed with a reason"
            value={Math.min(spent, budget)}
            max={budget}
            said={`${spent} of ${budget}`}
            tone={left <= 0 ? 'full' : left <= budget / 4 ? 'near' : 'ok'}
          />
        )}
        <p>
          {budgetText(board.overrides)} New ones come on <Day date={renewsOn} />.
        </p>
        {can(role, 'manageBoards') && (
          <p className={styles.soft}>
            <Link href={`/${workspace}/${board.key}/settings#overrides`}>Change the budget</Link>
          </p>
        )}
      </div>
    </Panel>
  );
}

type ListProps = { workspace: string; board: Board; first: OverrideLog };

/** The ledger, newest first, a page at a time. */
export function OverrideList({ workspace, board, first }: ListProps) {
  const path = paths.overrides(workspace, board.key);
  const query = useInfiniteQuery<
    OverrideLog,
    ProblemError,
    InfiniteData<OverrideLog>,
    string[],
    string | null
  >({
    queryKey: [path],
    initialPageParam: null,
    initialData: { pages: [first], pageParams: [null] },
    queryFn: async ({ pageParam, signal }) => {
      const page = await api.get<OverrideLog>(pageParam ? `${path}?cursor=${pageParam}` : path, {
        signal,
      });
      if (page.ok) return page.value;
      throw new ProblemError(page.problem);
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const passed = query.data.pages.flatMap(({ items }) => items);
  if (passed.length === 0)
    return (
      <EmptyState title="No limit was passed">
        A limit that asks for a reason, or one that only warns, leaves a line here each time a card passes it.
      </EmptyState>
    );
  return (
    <>
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <ul className={lines.lines}>
        {passed.map((each) => (
          <OverrideLine
            key={`${each.seq} ${each.limit.id}`}
            passed={each}
            workspace={workspace}
            board={board}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <p className={lines.more}>
          <Button isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
            Show older ones
          </Button>
        </p>
      )}
    </>
  );
}

type LineProps = { passed: OverrideLogEntry; workspace: string; board: Board };

/** One limit that was passed: which, how full it was, with which cards, why, by whom and when. */
export function OverrideLine({ passed, workspace, board }: LineProps) {
  const { mode, reason, limit, max, load, gain, cards, by, at } = passed;
  return (
    <li className={lines.line}>
      <div className={styles.what}>
        <b>{limit.of}</b>
        <StateWord state="over" size="small">
          {load + gain} of {max}
        </StateWord>
      </div>
      <div className={styles.why}>
        {reason ? (
          <p dir="auto">{reason}</p>
        ) : (
          <p className={styles.soft}>{mode === 'warn' ? 'Only warned' : 'Without a reason'}</p>
        )}
        <ul className={styles.cards} aria-label="Cards">
          {cards.map(({ number, ref, title }) => (
            <li key={number}>
              <Link href={`/${workspace}/${board.key}?card=${number}`}>{ref}</Link> {title}
            </li>
          ))}
        </ul>
      </div>
      <p className={lines.by}>
        {by?.name ?? 'Plain SQL'}
        <br />
        <Instant at={at} zone={board.timeZone} />
      </p>
    </li>
  );
}
