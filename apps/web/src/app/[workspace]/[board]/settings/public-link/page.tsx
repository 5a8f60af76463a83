import type { Metadata } from 'next';
import { PublicLinkPanel } from '@/features/settings/public-link-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('publicBoard.setting.title') };
}

export default withWords('/[workspace]/[board]/settings/public-link', PublicLinkSettings);

function PublicLinkSettings() {
  return <PublicLinkPanel />;
}
