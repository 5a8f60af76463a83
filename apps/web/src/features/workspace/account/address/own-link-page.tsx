'use client';

import type { ComponentProps } from 'react';
import { AccessPage } from '../access/access-page';
import { LinkAction } from '../access/link-action';
import { OtherAccount } from '../access/other-account';
import { SignInForm } from '../signing-in/sign-in-form';

export type ReaderProps = {
  /** The address of the account that is signed in; null if nobody is. */
  account: string | null;
  openIdName: string | undefined;
};

type Props = ReaderProps & {
  /** What a reader without a session reads: why to sign in, and what to do if the mail is not theirs. */
  signIn: { lead: string; foot: string };
} & Omit<ComponentProps<typeof LinkAction>, 'beneath'>;

/**
 * The page of a link that only its own account can use. A reader without a session signs in on this page, whose address has
 * the token.
 */
export function OwnLinkPage({ account, openIdName, signIn, ...action }: Props) {
  if (account !== null) return <LinkAction {...action} beneath={<OtherAccount account={account} />} />;
  return (
    <AccessPage title={action.title} lead={signIn.lead} foot={signIn.foot}>
      <SignInForm onSignedIn={() => window.location.reload()} next="/" openIdName={openIdName} />
    </AccessPage>
  );
}
