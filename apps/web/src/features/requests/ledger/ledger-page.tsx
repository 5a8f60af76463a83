'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Ledger } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { GroupsTable } from './groups-table';
import styles from './ledger.module.css';
import { queryOf, type Shown } from './period';
import { PeriodForm } from './period-form';
import { WholeAccount } from './whole-account';

type Props = {
  workspace: string;
  board: { key: string; name: string; today: string };
  shown: Shown;
  first: Ledger;
};

/** What became of everything that was asked of a board in a period: in all, and in groups. */
export function LedgerPage({ workspace, board, shown, first }: Props) {
  const router = useRouter();
  const home = `/${workspace}/${board.key}/intake`;
  const query = queryOf(shown);
  const { from, to } = shown;
  const file = `/api/weir${paths.ledgerFile(workspace, board.key)}${queryOf({ from, to })}`;
  const { data, error } = useQuery({
    ...reading<Ledger>(paths.ledger(workspace, board.key) + query),
    initialData: first,
    placeholderData: keepPreviousData,
  });
  return (
    <Page>
      <PageHeader
        title="Ledger"
        crumbs={[{ label: 'Requests', href: home }]}
        meta="What became of everything that was asked here: each request once, by the day on which it came."
      >
        <a className={styles.file} href={file} download>
          Download as CSV
        </a>
      </PageHeader>
      <div className={styles.page}>
        <PeriodForm
          key={query}
          shown={shown}
          today={board.today}
          onChange={(wish) => router.push(`${home}/ledger${queryOf(wish)}`, { scroll: false })}
        />
        {error && <ProblemNotice problem={error.problem} role="status" />}
        {data.asked === 0 && data.refusedAtTheDoor.length === 0 ? (
          <EmptyState title="Nothing was asked in this time">
            Choose another period to see what became of what was asked in it.
          </EmptyState>
        ) : (
          <>
            <WholeAccount ledger={data} />
            {data.groups && <GroupsTable groups={data.groups} by={shown.by} />}
          </>
        )}
      </div>
    </Page>
  );
}
