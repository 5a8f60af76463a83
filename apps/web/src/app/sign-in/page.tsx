import { type Me } from '@weir/contract';
import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AccessPage } from '@/features/workspace/account/access-page';
import { SignInPanel } from '@/features/workspace/account/sign-in-panel';
import { paths } from '@/lib/api/paths';
import { env } from '@/lib/env';
import { nextAddress } from '@/lib/next-address';
import { currentSession, read } from '@/lib/server/api';

export const metadata: Metadata = { title: 'Sign in' };

type Props = { searchParams: Promise<{ next?: string; callbackUrl?: string; error?: string }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next: wish, error } = await searchParams;
  const next = nextAddress(wish);
  if (!error && (await isSignedIn())) redirect(next);
  return (
    <AccessPage
      title="Sign in"
      foot={
        <>
          No account yet?{' '}
          <Link href={next === '/' ? '/sign-up' : `/sign-up?next=${encodeURIComponent(next)}`}>Sign up</Link>
        </>
      }
    >
      <SignInPanel next={next} error={error} openIdName={env().OIDC_ISSUER && env().OIDC_NAME} />
    </AccessPage>
  );
}

async function isSignedIn(): Promise<boolean> {
  return Boolean(await currentSession()) && (await read<Me>(paths.me)).ok;
}
