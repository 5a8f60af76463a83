import { type Board, can, type Ledger, problem } from '@weir/contract';
import type { Metadata } from 'next';
import { LedgerPage } from '@/features/requests/ledger/ledger-page';
import { queryOf, shownAt } from '@/features/requests/ledger/period';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('ledger.pageTitle') };
}

type Props = {
  params: Promise<{ workspace: string; board: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default withWords('/[workspace]/[board]/intake/ledger', BoardLedgerPage);

async function BoardLedgerPage({ params, searchParams }: Props) {
  const { workspace: slug, board: key } = await params;
  const t = await getTranslations();
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readLedger'))
    return <ProblemPage problem={problem('not-allowed', t('ledger.notAllowed'), {})} />;
  const board = await readForPage<Board>(boardPaths.board(slug, key));
  if (!board.ok) return <ProblemPage problem={board.problem} />;
  const shown = shownAt(await searchParams, board.value.today);
  const ledger = await readForPage<Ledger>(requestPaths.ledger(slug, key) + queryOf(shown));
  if (!ledger.ok) return <ProblemPage problem={ledger.problem} />;
  return <LedgerPage shown={shown} first={ledger.value} />;
}
