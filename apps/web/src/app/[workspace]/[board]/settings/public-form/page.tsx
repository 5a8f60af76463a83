import type { Metadata } from 'next';
import { FormPanel } from '@/features/settings/form/form-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('publicForm.title') };
}

export default withWords('/[workspace]/[board]/settings/public-form', PublicFormSettings);

function PublicFormSettings() {
  return <FormPanel />;
}
