import type { Metadata } from 'next';
import { LimitsPanel, OverridesPanel } from '@/features/settings/limits-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('settings.limits.title') };
}

export default withWords('/[workspace]/[board]/settings/limits', LimitSettings);

function LimitSettings() {
  return (
    <>
      <LimitsPanel />
      <OverridesPanel />
    </>
  );
}
