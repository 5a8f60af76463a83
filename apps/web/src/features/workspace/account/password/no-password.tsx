'use client';

import { Link } from '@/components/layout/link';
import { Panel } from '@/components/layout/panel';
import { useTranslations } from '@/lib/words/use-translations';

type Props = {
  title: string;
  textKey: 'password.change.noneText' | 'address.noPasswordText' | 'twoFactor.noPasswordText';
};

/** Says how a person who signs in with a provider gets a password. */
export function NoPassword({ title, textKey }: Props) {
  const t = useTranslations();
  return (
    <Panel title={title}>
      <p>{t.rich(textKey, { link: (words) => <Link href="/sign-in/forgot-password">{words}</Link> })}</p>
    </Panel>
  );
}
