import { type Board, can } from '@weir/contract';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { boardNow } from '@/features/flow/what-if/changes';
import { WhatIfPage } from '@/features/flow/what-if/what-if-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('whatIf.title') };
}

type Props = { params: Promise<{ workspace: string; board: string }> };

export default withWords('/[workspace]/[board]/flow/what-if', WhatIfOfBoard);

async function WhatIfOfBoard({ params }: Props) {
  const { workspace: slug, board: key } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readBoards')) redirect(`/${slug}/${key}/ask`);
  const board = await readForPage<Board>(boardPaths.board(slug, key));
  if (!board.ok) return <ProblemPage problem={board.problem} />;
  return <WhatIfPage board={key} now={boardNow(board.value)} />;
}
