import type { Metadata } from 'next';
import { SwimlanesPanel } from '@/features/settings/lanes/swimlanes-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('settings.lanes.title') };
}

export default withWords('/[workspace]/[board]/settings/swimlanes', SwimlaneSettings);

function SwimlaneSettings() {
  return <SwimlanesPanel />;
}
