import type { Metadata } from 'next';
import { AddressPage } from '@/features/workspace/account/address/address-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('address.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/account/address', AccountAddressPage);

async function AccountAddressPage({ params }: Props) {
  const found = await readWorkspace((await params).workspace);
  return found.ok ? <AddressPage /> : <ProblemPage problem={found.problem} />;
}
