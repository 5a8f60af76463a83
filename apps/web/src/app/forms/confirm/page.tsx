import type { Metadata } from 'next';
import { ConfirmPage } from '@/features/requests/guest/confirm-page';
import { getTranslations } from '@/lib/server/words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('guest.confirm.pageTitle'), referrer: 'no-referrer', robots: { index: false } };
}

export default function ConfirmingPage() {
  return <ConfirmPage />;
}
