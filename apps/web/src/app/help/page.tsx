import type { Metadata } from 'next';
import { HelpPage } from '@/features/help/help-page';
import { getTranslations } from '@/lib/server/words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('help.title') };
}

/** For everyone, also without an account. */
export default HelpPage;
