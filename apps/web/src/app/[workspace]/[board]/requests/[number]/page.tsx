import { type Board, can, type MessageList, type Request, type RequesterBoard } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RequestPage } from '@/features/requests/thread/request-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { read, readForPage, readWorkspace } from '@/lib/server/page-data';
import { withWords } from '@/lib/words/with-words';

type Props = { params: Promise<{ workspace: string; board: string; number: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, board, number } = await params;
  if (!isNumber(number)) return {};
  const request = await read<Request>(requestPaths.request(workspace, board, Number(number)));
  return request.ok ? { title: `${request.value.ref} ${request.value.title}` } : {};
}

export default withWords('/[workspace]/[board]/requests/[number]', BoardRequestPage);

async function BoardRequestPage({ params }: Props) {
  const { workspace: slug, board: key, number } = await params;
  if (!isNumber(number)) notFound();
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const request = await readForPage<Request>(requestPaths.request(slug, key, Number(number)));
  if (!request.ok) return <ProblemPage problem={request.problem} />;
  // Viewers cannot read the intake's door, requesters cannot read the board.
  const board = can(found.value.workspace.role, 'readBoards')
    ? await readForPage<Board>(boardPaths.board(slug, key))
    : await readForPage<RequesterBoard>(requestPaths.door(slug, key));
  if (!board.ok) return <ProblemPage problem={board.problem} />;
  const messages = await read<MessageList>(requestPaths.messages(slug, key, Number(number)));
  return (
    <RequestPage
      key={number}
      first={request.value}
      messages={messages.ok ? messages.value : undefined}
      waiting={board.value.intake.waiting}
    />
  );
}

function isNumber(text: string): boolean {
  return /^[1-9]\d{0,9}$/.test(text);
}
