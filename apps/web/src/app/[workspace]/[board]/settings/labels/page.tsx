import type { Metadata } from 'next';
import { LabelsPanel } from '@/features/settings/labels/labels-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('labels.title') };
}

export default withWords('/[workspace]/[board]/settings/labels', LabelSettings);

function LabelSettings() {
  return <LabelsPanel />;
}
