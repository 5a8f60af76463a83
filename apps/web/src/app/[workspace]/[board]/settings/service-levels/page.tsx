import type { Metadata } from 'next';
import { ServiceLevelsPanel } from '@/features/settings/service-levels/service-levels-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('serviceLevels.title') };
}

export default withWords('/[workspace]/[board]/settings/service-levels', ServiceLevelSettings);

function ServiceLevelSettings() {
  return <ServiceLevelsPanel />;
}
