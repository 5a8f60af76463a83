'use client';

import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { AccountFrame } from '../account/frame/account-frame';
import { TokenList } from './token-list';

/** The person’s own tokens in this workspace. */
export function TokensPage() {
  const t = useTranslations();
  const { name } = useWorkspace();
  return (
    <AccountFrame current="tokens" lead={t('tokens.lead', { workspace: name })}>
      <TokenList />
    </AccountFrame>
  );
}
