import { type Board, can, type MessageList, type Request, type RequesterBoard } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { type Around, RequestPage } from '@/features/requests/thread/request-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { paths } from '@/lib/api/paths';
import { read, readForPage, readWorkspace } from '@/lib/server/page-data';

type Props = { params: Promise<{ workspace: string; board: string; number: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, board, number } = await params;
  if (!isNumber(number)) return {};
  const request = await read<Request>(paths.request(workspace, board, Number(number)));
  return request.ok ? { title: `${request.value.ref} ${request.value.title}` } : {};
}

export default async function BoardRequestPage({ params }: Props) {
  const { workspace: slug, board: key, number } = await params;
  if (!isNumber(number)) notFound();
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const { me, workspace } = found.value;
  const request = await readForPage<Request>(paths.request(slug, key, Number(number)));
  if (!request.ok) return <ProblemPage problem={request.problem} />;
  // A viewer has no door, a requester no board.
  const board = can(workspace.role, 'readBoards')
    ? await readForPage<Board>(paths.board(slug, key))
    : await readForPage<RequesterBoard>(paths.door(slug, key));
  if (!board.ok) return <ProblemPage problem={board.problem} />;
  const said = await read<MessageList>(paths.messages(slug, key, Number(number)));
  const { name, today, timeZone, intake } = board.value;
  const around: Around = { key, name, today, timeZone, waiting: intake.waiting };
  return (
    <RequestPage
      key={number}
      me={me.user}
      workspace={workspace}
      around={around}
      first={request.value}
      said={said.ok ? said.value : undefined}
    />
  );
}

function isNumber(text: string): boolean {
  return /^[1-9]\d{0,9}$/.test(text);
}
