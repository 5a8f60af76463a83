import type { SetupState } from '@weir/contract';
import type { Metadata } from 'next';
import { Link } from '@/components/layout/link';
import { AccessPage } from '@/features/workspace/account/access/access-page';
import { SetupForm } from '@/features/workspace/account/signing-in/setup-form';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { read } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('access.setup.title'), referrer: 'no-referrer' };
}

export default withWords('/setup', SetupPage);

/** The page of the link in the API's log. The form is shown too while the API can't be reached: it says so itself. */
async function SetupPage() {
  const t = await getTranslations();
  const state = await read<SetupState>(adminPaths.setup);
  if (state.ok && !state.value.isNeeded)
    return (
      <AccessPage title={t('access.setup.done')} lead={t('access.setup.doneLead')}>
        <p>
          <Link href="/sign-in">{t('access.setup.signIn')}</Link>
        </p>
      </AccessPage>
    );
  return (
    <AccessPage title={t('access.setup.title')} lead={t('access.setup.lead')}>
      <SetupForm />
    </AccessPage>
  );
}
