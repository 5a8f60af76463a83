import type { Metadata } from 'next';
import { RecurringPanel } from '@/features/settings/recurring/recurring-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('recurring.title') };
}

export default withWords('/[workspace]/[board]/settings/recurring', RecurringSettings);

function RecurringSettings() {
  return <RecurringPanel />;
}
