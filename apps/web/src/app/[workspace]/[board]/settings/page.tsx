import type { Metadata } from 'next';
import { ArchivePanel, BoardPanel } from '@/features/settings/board-panel';
import { DeletePanel } from '@/features/settings/delete-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('settings.board.title') };
}

export default withWords('/[workspace]/[board]/settings', GeneralSettings);

function GeneralSettings() {
  return (
    <>
      <BoardPanel />
      <ArchivePanel />
      <DeletePanel />
    </>
  );
}
