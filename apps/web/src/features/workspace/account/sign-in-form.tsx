'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import type { AnyProblem } from '@/lib/api/result';
import styles from './access.module.css';
import { signInProblem, signInWith } from './sign-in';

/**
 * E-mail and password, and the OpenID provider where there is one. `onSignedIn` leads on; `next` is where
 * the OpenID provider comes back to.
 */
export function SignInForm({
  onSignedIn,
  next,
  error,
  openIdName,
  email: givenEmail = '',
}: {
  onSignedIn: () => void;
  next: string;
  /** What next-auth's way back says. */
  error?: string | undefined;
  openIdName?: string | undefined;
  email?: string;
}) {
  const [email, setEmail] = useState(givenEmail);
  const [password, setPassword] = useState('');
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(error ? signInProblem(error) : null);

  const submit = async () => {
    setPending(true);
    const refused = await signInWith(email, password);
    setProblem(refused);
    setPending(false);
    if (!refused) onSignedIn();
  };

  return (
    <Form onSubmit={submit} label="Sign in">
      <TextField
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        autoFocus={!givenEmail}
      />
      <TextField
        label="Password"
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      {problem && (
        <ProblemNotice problem={problem}>
          {problem.code === 'not-signed-in' ? <p>Check both for a slip and try again.</p> : undefined}
        </ProblemNotice>
      )}
      <Button type="submit" variant="primary" isPending={isPending}>
        Sign in
      </Button>
      {openIdName && (
        <>
          <p className={styles.or}>or</p>
          <Button onPress={() => signIn('oidc', { callbackUrl: next })}>Continue with {openIdName}</Button>
        </>
      )}
    </Form>
  );
}
