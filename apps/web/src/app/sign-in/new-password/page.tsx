import type { Metadata } from 'next';
import { NewPassword } from '@/features/workspace/account/password/new-password';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('password.reset.title'), referrer: 'no-referrer', robots: { index: false } };
}

export default withWords('/sign-in/new-password', NewPasswordPage);

function NewPasswordPage() {
  return <NewPassword />;
}
