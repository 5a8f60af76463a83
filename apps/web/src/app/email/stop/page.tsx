import type { Metadata } from 'next';
import { StopMailsPage } from '@/features/workspace/account/stop-mails-page';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('access.stopMails.title'), referrer: 'no-referrer', robots: { index: false } };
}

export default withWords('/email/stop', StoppingMailsPage);

function StoppingMailsPage() {
  return <StopMailsPage />;
}
