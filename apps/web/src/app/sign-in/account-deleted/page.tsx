import type { Metadata } from 'next';
import { Notice } from '@/components/feedback/notice';
import { Link } from '@/components/layout/link';
import { AccessPage } from '@/features/workspace/account/access/access-page';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('ownData.erased.title'), robots: { index: false } };
}

export default withWords('/sign-in/account-deleted', AccountDeletedPage);

async function AccountDeletedPage() {
  const t = await getTranslations();
  return (
    <AccessPage
      title={t('ownData.erased.title')}
      foot={t.rich('ownData.erased.signUp', { link: (text) => <Link href="/sign-in">{text}</Link> })}
    >
      <Notice tone="ok" role="status">
        <p>{t('ownData.erased.text')}</p>
      </Notice>
    </AccessPage>
  );
}
