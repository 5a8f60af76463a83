import type { Metadata } from 'next';
import Link from 'next/link';
import { AccessPage } from '@/features/workspace/account/access-page';
import { SignUpForm } from '@/features/workspace/account/sign-up-form';
import { env } from '@/lib/env';
import { nextAddress, signInAddress } from '@/lib/next-address';

export const metadata: Metadata = { title: 'Sign up' };

type Props = { searchParams: Promise<{ next?: string }> };

export default async function SignUpPage({ searchParams }: Props) {
  const next = nextAddress((await searchParams).next);
  const isOpen = env().WEIR_SIGNUP === 'open';
  return (
    <AccessPage
      title="Sign up"
      lead={
        isOpen
          ? undefined
          : 'Accounts here come by an invitation link. Without one, only the first person can sign up.'
      }
      foot={
        <>
          You have an account? <Link href={signInAddress(next)}>Sign in</Link>
        </>
      }
    >
      <SignUpForm next={next} />
    </AccessPage>
  );
}
