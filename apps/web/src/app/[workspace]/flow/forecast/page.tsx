import { can } from '@weir/contract';
import { todayIn } from '@weir/domain';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { BoardsForecastPage } from '@/features/flow/forecast/boards-forecast-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { currentReader, readBoards, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('forecastPage.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/flow/forecast', ForecastOfWorkspace);

async function ForecastOfWorkspace({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readBoards')) redirect(`/${slug}`);
  const boards = await readBoards(slug);
  if (!boards.ok) return <ProblemPage problem={boards.problem} />;
  const { timeZone } = await currentReader();
  return (
    <BoardsForecastPage
      today={todayIn(new Date(), timeZone ?? 'UTC')}
      choices={boards.value
        .filter(({ archivedAt }) => archivedAt === null)
        .map(({ key, name, inFlight = 0 }) => ({ key, name, inFlight }))}
    />
  );
}
