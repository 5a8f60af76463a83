import type { Metadata } from 'next';
import { GuestPage } from '@/features/requests/guest/guest-page';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('guest.page.title'), referrer: 'no-referrer', robots: { index: false } };
}

export default withWords('/forms/requests', GuestRequestsPage);

function GuestRequestsPage() {
  return <GuestPage />;
}
