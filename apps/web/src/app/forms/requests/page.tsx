import type { Metadata } from 'next';
import { GuestPage } from '@/features/requests/guest/guest-page';
import { getTranslations } from '@/lib/server/words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('guest.page.title'), referrer: 'no-referrer', robots: { index: false } };
}

export default function GuestRequestsPage() {
  return <GuestPage />;
}
