import type { Metadata } from 'next';
import { TrackRecordPage } from '@/features/flow/track-record/track-record-page';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';
import { type BoardParams, OfBoard } from '../../../flow/of-flow';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('trackRecord.title') };
}

export default withWords('/[workspace]/[board]/flow/track-record', TrackRecordOfBoard);

function TrackRecordOfBoard({ params }: BoardParams) {
  return (
    <OfBoard
      params={params}
      page={({ key, today }) => <TrackRecordPage board={key} today={today} boards={[]} />}
    />
  );
}
