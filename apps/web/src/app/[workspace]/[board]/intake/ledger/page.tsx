import { type Board, can, type Ledger, problem } from '@weir/contract';
import type { Metadata } from 'next';
import { LedgerPage } from '@/features/requests/ledger/ledger-page';
import { queryOf, shownAt } from '@/features/requests/ledger/period';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { paths } from '@/lib/api/paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';

export const metadata: Metadata = { title: 'Ledger' };

type Props = {
  params: Promise<{ workspace: string; board: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function BoardLedgerPage({ params, searchParams }: Props) {
  const { workspace: slug, board: key } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readLedger'))
    return <ProblemPage problem={problem('not-allowed', 'Who only asks does not see the ledger.', {})} />;
  const board = await readForPage<Board>(paths.board(slug, key));
  if (!board.ok) return <ProblemPage problem={board.problem} />;
  const { name, today } = board.value;
  const shown = shownAt(await searchParams, today);
  const ledger = await readForPage<Ledger>(paths.ledger(slug, key) + queryOf(shown));
  if (!ledger.ok) return <ProblemPage problem={ledger.problem} />;
  return <LedgerPage workspace={slug} board={{ key, name, today }} shown={shown} first={ledger.value} />;
}
