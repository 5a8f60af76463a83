import type { Metadata } from 'next';
import { CardTemplatesPanel } from '@/features/settings/card-templates/card-templates-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('cardTemplates.title') };
}

export default withWords('/[workspace]/[board]/settings/card-templates', CardTemplateSettings);

function CardTemplateSettings() {
  return <CardTemplatesPanel />;
}
