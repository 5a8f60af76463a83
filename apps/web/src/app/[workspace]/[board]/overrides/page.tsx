import { type Board, can, type OverrideLog, problem } from '@weir/contract';
import type { Metadata } from 'next';
import { OverridesPage } from '@/features/limits/overrides/overrides-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { paths } from '@/lib/api/paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';

export const metadata: Metadata = { title: 'Overrides' };

type Props = { params: Promise<{ workspace: string; board: string }> };

export default async function BoardOverridesPage({ params }: Props) {
  const { workspace: slug, board: key } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const { workspace } = found.value;
  if (!can(workspace.role, 'readLimits'))
    return <ProblemPage problem={problem('not-allowed', 'Who only asks does not see the board.', {})} />;
  const [board, passed] = await Promise.all([
    readForPage<Board>(paths.board(slug, key)),
    readForPage<OverrideLog>(paths.overrides(slug, key)),
  ]);
  if (!board.ok) return <ProblemPage problem={board.problem} />;
  if (!passed.ok) return <ProblemPage problem={passed.problem} />;
  return (
    <OverridesPage key={key} workspace={workspace} first={{ board: board.value, passed: passed.value }} />
  );
}
