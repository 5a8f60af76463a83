'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Board, PassedLimitList, Workspace } from '@weir/contract';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { ProblemNotice } from '@/components/problem-notice';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useBoardEvents } from '@/lib/live/use-board-events';
import { Budget } from './budget';
import { Fictions } from './often-exceeded';
import { PassedList } from './override-list';
import styles from './overrides.module.css';

type Props = { workspace: Workspace; first: { board: Board; passed: PassedLimitList } };

/** When this board's limits were passed, by whom and why; and how much of the month's budget that took. */
export function OverridesPage({ workspace: { slug, role }, first }: Props) {
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
        <Fictions workspace={slug} board={board.data} />
        <Budget workspace={slug} board={board.data} role={role} />
        <section aria-labelledby="passed">
          <h2 id="passed" className={styles.heading}>
            Passed
          </h2>
          <PassedList workspace={slug} board={board.data} first={first.passed} />
        </section>
      </div>
    </Page>
  );
}
