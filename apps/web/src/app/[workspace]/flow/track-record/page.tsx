import { can } from '@weir/contract';
import { todayIn } from '@weir/domain';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { TrackRecordPage } from '@/features/flow/track-record/track-record-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { currentReader, readBoards, readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('trackRecord.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/flow/track-record', TrackRecordOfWorkspace);

async function TrackRecordOfWorkspace({ params }: Props) {
  const { workspace: slug } = await params;
  const found = await readWorkspace(slug);
  if (!found.ok) return <ProblemPage problem={found.problem} />;
  if (!can(found.value.workspace.role, 'readBoards')) redirect(`/${slug}`);
  const boards = await readBoards(slug);
  if (!boards.ok) return <ProblemPage problem={boards.problem} />;
  const { timeZone } = await currentReader();
  return (
    <TrackRecordPage
      board={null}
      today={todayIn(new Date(), timeZone ?? 'UTC')}
      boards={boards.value.map(({ key, name }) => ({ id: key, name }))}
    />
  );
}
