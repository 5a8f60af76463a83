import { type Board, type CardDetail, can } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { BoardPage } from '@/features/board/board-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { isKeptByBrowser, readForPage, readWorkspace } from '@/lib/server/page-data';
import { withWords } from '@/lib/words/with-words';

type Props = { params: Promise<{ workspace: string; board: string; number: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, board, number } = await params;
  if (!isNumber(number)) return {};
  const card = await readForPage<CardDetail>(cardPaths.card(workspace, board, Number(number)));
  return card.ok ? { title: `${card.value.ref} ${card.value.title}` } : {};
}

export default withWords('/[workspace]/[board]/cards/[number]', Page);

async function Page({ params }: Props) {
  const { workspace: slug, board: key, number } = await params;
  if (!isNumber(number)) notFound();
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readBoards')) redirect(`/${slug}/${key}/ask`);
  const [board, card] = [
    (await isKeptByBrowser(slug, key)) ? null : await readForPage<Board>(boardPaths.board(slug, key)),
    await readForPage<CardDetail>(cardPaths.card(slug, key, Number(number))),
  ];
  if (board?.ok === false) return <ProblemPage problem={board.problem} />;
  if (!card.ok) return <ProblemPage problem={card.problem} />;
  return (
    <BoardPage
      key={`${key}/${number}`}
      boardKey={key}
      first={board?.value ?? null}
      overdue={0}
      card={Number(number)}
    />
  );
}

function isNumber(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text);
}
