'use client';

import type { AnyProblem } from '@/lib/api/result';
import { SignInForm } from './sign-in-form';

/** The form on its own page. Signing in loads the next page in full, so nothing of another person stays in memory. */
export function SignInPanel(props: {
  next: string;
  problem: AnyProblem | null;
  openIdName?: string | undefined;
}) {
  return <SignInForm {...props} onSignedIn={() => window.location.assign(props.next)} />;
}
