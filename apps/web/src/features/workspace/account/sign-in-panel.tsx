'use client';

import { SignInForm } from './sign-in-form';

/** The form on its own page. Signing in loads the next page anew, so nothing of another person stays in memory. */
export function SignInPanel(props: {
  next: string;
  error?: string | undefined;
  openIdName?: string | undefined;
}) {
  return <SignInForm {...props} onSignedIn={() => window.location.assign(props.next)} />;
}
