import type { Metadata } from 'next';
import { ConfirmPage } from '@/features/requests/guest/confirm-page';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('guest.confirm.pageTitle'), referrer: 'no-referrer', robots: { index: false } };
}

export default withWords('/forms/confirm', ConfirmingPage);

function ConfirmingPage() {
  return <ConfirmPage />;
}
