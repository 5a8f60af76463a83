import type { Metadata } from 'next';
import { TrialsPage } from '@/features/flow/trials/trials-page';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';
import { type BoardParams, OfBoard } from '../../../flow/of-flow';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('trials.title') };
}

export default withWords('/[workspace]/[board]/flow/trials', TrialsOfBoard);

function TrialsOfBoard({ params }: BoardParams) {
  return (
    <OfBoard params={params} page={(board) => <TrialsPage board={board.key} timeZone={board.timeZone} />} />
  );
}
