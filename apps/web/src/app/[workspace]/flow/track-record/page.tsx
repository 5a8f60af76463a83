import type { Metadata } from 'next';
import { TrackRecordPage } from '@/features/flow/track-record/track-record-page';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';
import { OfBoards, type WorkspaceParams } from '../of-flow';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('trackRecord.title') };
}

export default withWords('/[workspace]/flow/track-record', TrackRecordOfWorkspace);

function TrackRecordOfWorkspace({ params }: WorkspaceParams) {
  return (
    <OfBoards
      params={params}
      page={(boards, today) => (
        <TrackRecordPage
          board={null}
          today={today}
          boards={boards.map(({ key, name }) => ({ id: key, name }))}
        />
      )}
    />
  );
}
