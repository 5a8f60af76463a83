import type { Me } from '@weir/contract';
import type { Metadata } from 'next';
import { ConfirmEmailPage } from '@/features/workspace/account/address/confirm-email-page';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { openIdName } from '@/lib/server/open-id-name';
import { currentSession, read } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('access.confirmEmail.title'), referrer: 'no-referrer', robots: { index: false } };
}

export default withWords('/email/confirm', ConfirmingEmailPage);

async function ConfirmingEmailPage() {
  const me = (await currentSession()) ? await read<Me>(adminPaths.me) : null;
  return <ConfirmEmailPage account={me?.ok ? me.value.user.email : null} openIdName={await openIdName()} />;
}
