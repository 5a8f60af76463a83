import { type Board, can, type Intake, problem } from '@weir/contract';
import type { Metadata } from 'next';
import { SettingsPage } from '@/features/settings/settings-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { paths } from '@/lib/api/paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';

export const metadata: Metadata = { title: 'Settings' };

type Props = { params: Promise<{ workspace: string; board: string }> };

export default async function BoardSettingsPage({ params }: Props) {
  const { workspace: slug, board: key } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const { workspace } = found.value;
  if (!can(workspace.role, 'readBoards'))
    return <ProblemPage problem={problem('not-allowed', 'Who only asks does not see the board.', {})} />;
  const [board, intake] = await Promise.all([
    readForPage<Board>(paths.board(slug, key)),
    readForPage<Intake>(paths.intake(slug, key)),
  ]);
  if (!board.ok) return <ProblemPage problem={board.problem} />;
  if (!intake.ok) return <ProblemPage problem={intake.problem} />;
  return (
    <SettingsPage key={key} workspace={workspace} first={{ board: board.value, intake: intake.value }} />
  );
}
