import type { Metadata } from 'next';
import { ConfirmNotifyMe } from '@/features/requests/guest/confirm-notify-me';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('guest.notifyMe.pageTitle'), referrer: 'no-referrer', robots: { index: false } };
}

export default withWords('/forms/notify-me', ConfirmingNotifyMePage);

function ConfirmingNotifyMePage() {
  return <ConfirmNotifyMe />;
}
