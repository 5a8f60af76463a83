import type { Metadata } from 'next';
import { LaterChargedPanel } from '@/features/credits/later-charged-panel';
import { PolicyPanel } from '@/features/settings/intake/policy-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('intakePolicy.title') };
}

export default withWords('/[workspace]/[board]/settings/intake', IntakeSettings);

function IntakeSettings() {
  return (
    <>
      <PolicyPanel />
      <LaterChargedPanel />
    </>
  );
}
