import { type Board, type BoardSummary, can, type RequesterBoard } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { BoardProvider } from '@/lib/context/board';
import {
  isKeptByBrowser,
  isOfBoardPage,
  readBoards,
  readForPage,
  readWorkspace,
} from '@/lib/server/page-data';

type Props = { params: Promise<{ workspace: string; board: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, board: key } = await params;
  const boards = await readBoards(workspace);
  const board = boards.ok ? boards.value.find((each) => each.key === key) : undefined;
  return board ? { title: { default: board.name, template: `%s · ${board.name} · Weir` } } : {};
}

export default async function BoardLayout({ params, children }: Props) {
  const { workspace: slug, board: key } = await params;
  const [found, boards] = [await readWorkspace(slug), await readBoards(slug)];
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!boards.ok) return <ProblemPage problem={boards.problem} />;
  const board = boards.value.find((each) => each.key === key);
  if (!board) notFound();
  const { role } = found.value.workspace;
  // Requesters can't read the board. They get its name and time zone from the intake's door.
  const path = can(role, 'readBoards') ? boardPaths.board(slug, key) : requestPaths.door(slug, key);
  const isKept = (await isOfBoardPage(slug, key)) && (await isKeptByBrowser(slug, key));
  const facts = isKept ? null : await readForPage<Board | RequesterBoard>(path);
  if (facts?.ok === false) return <ProblemPage problem={facts.problem} />;
  const first = facts ? boardFacts(facts.value) : untilOpened(board);
  return (
    <BoardProvider path={path} first={first} isArchived={board.archivedAt !== null}>
      {children}
    </BoardProvider>
  );
}

/** The facts of a board that the browser keeps. Its own count as soon as it is open. */
function untilOpened({ key, name }: BoardSummary) {
  return { key, name, timeZone: 'UTC', today: new Date().toISOString().slice(0, 10) };
}

/** Only what the provider needs: more would be sent to the browser twice. */
function boardFacts({ key, name, timeZone, today }: Board | RequesterBoard) {
  return { key, name, timeZone, today };
}
