import type { Metadata } from 'next';
import { ClassPoliciesPanel } from '@/features/settings/class-policies-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('settings.classes.title') };
}

export default withWords('/[workspace]/[board]/settings/classes', ClassSettings);

function ClassSettings() {
  return <ClassPoliciesPanel />;
}
