import { type Board, can, type OverrideLog, problem } from '@weir/contract';
import type { Metadata } from 'next';
import { OverridesPage } from '@/features/limits/overrides/overrides-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('limits.overrides.pageTitle') };
}

type Props = { params: Promise<{ workspace: string; board: string }> };

export default withWords('/[workspace]/[board]/overrides', BoardOverridesPage);

async function BoardOverridesPage({ params }: Props) {
  const { workspace: slug, board: key } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const { workspace } = found.value;
  const t = await getTranslations();
  if (!can(workspace.role, 'readLimits'))
    return <ProblemPage problem={problem('not-allowed', t('limits.overrides.notAllowed'), {})} />;
  const [board, log] = await Promise.all([
    readForPage<Board>(boardPaths.board(slug, key)),
    readForPage<OverrideLog>(boardSetupPaths.overrides(slug, key)),
  ]);
  if (!board.ok) return <ProblemPage problem={board.problem} />;
  if (!log.ok) return <ProblemPage problem={log.problem} />;
  return <OverridesPage key={key} first={{ board: board.value, log: log.value }} />;
}
