import type { PasswordResetState } from '@weir/contract';
import type { Metadata } from 'next';
import { Notice } from '@/components/feedback/notice';
import { Link } from '@/components/layout/link';
import { AccessPage } from '@/features/workspace/account/access/access-page';
import { ForgotPassword } from '@/features/workspace/account/password/forgot-password';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { read } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('password.forgot.title') };
}

export default withWords('/sign-in/forgot-password', ForgotPasswordPage);

/** If the API can't be reached, the page shows the form, which then reports that. */
async function ForgotPasswordPage() {
  const t = await getTranslations();
  const state = await read<PasswordResetState>(accountPaths.passwordResets);
  const back = t.rich('password.forgot.back', { link: (text) => <Link href="/sign-in">{text}</Link> });
  if (state.ok && !state.value.mail)
    return (
      <AccessPage title={t('password.forgot.title')} foot={back}>
        <Notice tone="info" title={t('password.forgot.noMail')}>
          <p>{t('password.forgot.noMailText')}</p>
        </Notice>
      </AccessPage>
    );
  return (
    <AccessPage title={t('password.forgot.title')} lead={t('password.forgot.lead')} foot={back}>
      <ForgotPassword />
    </AccessPage>
  );
}
