import { type Board, can, type Intake, type Request, type RequestList } from '@weir/contract';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { IntakePage } from '@/features/requests/queue/intake-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { readForPage, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('intake.pageTitle') };
}

type Props = { params: Promise<{ workspace: string; board: string }> };

export default withWords('/[workspace]/[board]/intake', BoardIntakePage);

async function BoardIntakePage({ params }: Props) {
  const { workspace: slug, board: key } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  const { workspace } = found.value;
  // Requesters have a page of their own.
  if (!can(workspace.role, 'readAllRequests')) redirect(`/${slug}/${key}/ask`);
  const [board, intake, waiting] = await Promise.all([
    readForPage<Board>(boardPaths.board(slug, key)),
    readForPage<Intake>(requestPaths.intake(slug, key)),
    readForPage<RequestList>(`${requestPaths.requests(slug, key)}?state=waiting&size=200`),
  ]);
  if (!board.ok) return <ProblemPage problem={board.problem} />;
  if (!intake.ok) return <ProblemPage problem={intake.problem} />;
  if (!waiting.ok) return <ProblemPage problem={waiting.problem} />;
  const items: Request[] = waiting.value.items;
  return (
    <IntakePage first={{ board: board.value, intake: intake.value, waiting: { items, nextCursor: null } }} />
  );
}
