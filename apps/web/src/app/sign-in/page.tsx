import { type Me } from '@weir/contract';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Link } from '@/components/layout/link';
import { AccessPage } from '@/features/workspace/account/access/access-page';
import { signInProblem } from '@/features/workspace/account/access/sign-in-problem';
import { setupHint } from '@/features/workspace/account/signing-in/setup-hint';
import { SignInPanel } from '@/features/workspace/account/signing-in/sign-in-panel';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { nextAddress } from '@/lib/pages/next-address';
import { openIdName } from '@/lib/server/open-id-name';
import { currentSession, read } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('access.signIn.title') };
}

type Props = { searchParams: Promise<{ next?: string; callbackUrl?: string; error?: string }> };

export default withWords('/sign-in', SignInPage);

async function SignInPage({ searchParams }: Props) {
  const t = await getTranslations();
  const { next: wish, error } = await searchParams;
  const next = nextAddress(wish);
  // next-auth returns to the page with an error in its address.
  const problem = error ? signInProblem(error, t) : null;
  if (!error && (await isSignedIn())) redirect(next);
  const signUp = next === '/' ? '/sign-up' : `/sign-up?next=${encodeURIComponent(next)}`;
  return (
    <AccessPage
      title={t('access.signIn.title')}
      lead={(await setupHint()) ?? undefined}
      foot={
        <>
          <p>
            <Link href="/sign-in/forgot-password">{t('password.forgot.link')}</Link>
          </p>
          <p>{t.rich('access.signIn.noAccount', { link: (text) => <Link href={signUp}>{text}</Link> })}</p>
        </>
      }
    >
      <SignInPanel next={next} problem={problem} openIdName={await openIdName()} />
    </AccessPage>
  );
}

async function isSignedIn(): Promise<boolean> {
  return Boolean(await currentSession()) && (await read<Me>(adminPaths.me)).ok;
}
