import { can } from '@weir/contract';
import { todayIn } from '@weir/domain';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { FlowPage } from '@/features/flow/flow-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { currentReader, readBoards, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('flow.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/flow', FlowOfWorkspace);

async function FlowOfWorkspace({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readBoards')) redirect(`/${slug}`);
  const boards = await readBoards(slug);
  if (!boards.ok) return <ProblemPage problem={boards.problem} />;
  const { timeZone } = await currentReader();
  return (
    <FlowPage
      board={null}
      seq={0}
      today={todayIn(new Date(), timeZone ?? 'UTC')}
      choices={{ labels: [], lanes: [], boards: boards.value.map(({ key, name }) => ({ id: key, name })) }}
    />
  );
}
