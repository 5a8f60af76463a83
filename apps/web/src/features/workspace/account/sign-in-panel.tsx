'use client';

import { SignInForm } from './sign-in-form';

/** The form on its own page: signing in begins the wished page afresh, with nothing of another person's left. */
export function SignInPanel(props: {
  next: string;
  error?: string | undefined;
  openIdName?: string | undefined;
}) {
  return <SignInForm {...props} onSignedIn={() => window.location.assign(props.next)} />;
}
