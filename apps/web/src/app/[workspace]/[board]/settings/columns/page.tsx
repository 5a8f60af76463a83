import type { Metadata } from 'next';
import { ColumnsPanel } from '@/features/settings/columns/columns-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('settings.columns.title') };
}

export default withWords('/[workspace]/[board]/settings/columns', ColumnsSettings);

function ColumnsSettings() {
  return <ColumnsPanel />;
}
