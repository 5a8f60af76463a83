import type { Me } from '@weir/contract';
import type { Metadata } from 'next';
import { NewAddressPage } from '@/features/workspace/account/address/new-address-page';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { openIdName } from '@/lib/server/open-id-name';
import { currentSession, read } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('address.confirm.title'), referrer: 'no-referrer', robots: { index: false } };
}

export default withWords('/email/change', ChangingEmailPage);

async function ChangingEmailPage() {
  const me = (await currentSession()) ? await read<Me>(adminPaths.me) : null;
  return <NewAddressPage account={me?.ok ? me.value.user.email : null} openIdName={await openIdName()} />;
}
