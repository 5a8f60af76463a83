import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { BoardTabs } from '@/features/workspace/boards/board-tabs';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardsOf, here } from '@/lib/server/api';

type Props = { params: Promise<{ workspace: string; board: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, board: key } = await params;
  const boards = await boardsOf(workspace);
  const board = boards.ok ? boards.value.find((each) => each.key === key) : undefined;
  return board ? { title: { default: board.name, template: `%s · ${board.name} · Weir` } } : {};
}

export default async function BoardLayout({ params, children }: Props) {
  const { workspace: slug, board: key } = await params;
  const [found, boards] = [await here(slug), await boardsOf(slug)];
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!boards.ok) return <ProblemPage problem={boards.problem} />;
  const board = boards.value.find((each) => each.key === key);
  if (!board) notFound();
  const { role } = found.value.workspace;
  return (
    <>
      <BoardTabs workspace={slug} board={key} role={role} waiting={board.intake.waiting} />
      {children}
    </>
  );
}
