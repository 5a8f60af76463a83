import type { Metadata } from 'next';
import { ConfirmEmailPage } from '@/features/workspace/account/confirm-email-page';
import { getTranslations } from '@/lib/server/words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('access.confirmEmail.title'), referrer: 'no-referrer', robots: { index: false } };
}

export default function ConfirmingEmailPage() {
  return <ConfirmEmailPage />;
}
