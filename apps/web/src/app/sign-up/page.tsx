import type { Metadata } from 'next';
import { Link } from '@/components/layout/link';
import { AccessPage } from '@/features/workspace/account/access/access-page';
import { setupHint } from '@/features/workspace/account/signing-in/setup-hint';
import { SignUpForm } from '@/features/workspace/account/signing-in/sign-up-form';
import { env } from '@/lib/env';
import { nextAddress, signInAddress } from '@/lib/pages/next-address';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('access.signUp.title') };
}

type Props = { searchParams: Promise<{ next?: string }> };

export default withWords('/sign-up', SignUpPage);

async function SignUpPage({ searchParams }: Props) {
  const t = await getTranslations();
  const next = nextAddress((await searchParams).next);
  const isOpen = env().WEIR_SIGNUP === 'open';
  return (
    <AccessPage
      title={t('access.signUp.title')}
      lead={isOpen ? undefined : ((await setupHint()) ?? t('access.signUp.byInvitation'))}
      foot={t.rich('access.signUp.hasAccount', {
        link: (text) => <Link href={signInAddress(next)}>{text}</Link>,
      })}
    >
      {isOpen ? <SignUpForm next={next} /> : null}
    </AccessPage>
  );
}
