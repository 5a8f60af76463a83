import type { Metadata } from 'next';
import { FieldsPanel } from '@/features/settings/fields/fields-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('customFields.title') };
}

export default withWords('/[workspace]/[board]/settings/custom-fields', FieldSettings);

function FieldSettings() {
  return <FieldsPanel />;
}
