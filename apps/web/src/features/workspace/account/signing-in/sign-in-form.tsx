'use client';

import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import type { AnyProblem } from '@/lib/api/result';
import { focusFault } from '@/lib/forms/focus-fault';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../access/access.module.css';
import { PasskeyButton } from '../passkeys/passkey-button';
import { signInWith, signInWithOpenId } from './sign-in';

const SecondStep = dynamic(
  loadedAhead(() =>
    withWordsOf(
      'features/workspace/account/two-factor/second-step',
      import('../two-factor/second-step'),
    ).then((loaded) => loaded.SecondStep),
  ),
  { loading: () => null },
);

/**
 * Asks for email and password, and offers the OpenID provider if there is one. `next` is where the OpenID
 * provider returns to.
 */
export function SignInForm({
  onSignedIn,
  next,
  problem: givenProblem = null,
  openIdName,
  email: givenEmail = '',
}: {
  onSignedIn: () => void;
  next: string;
  /** Why the last sign-in failed. */
  problem?: AnyProblem | null;
  openIdName?: string | undefined;
  email?: string;
}) {
  const t = useTranslations();
  const [email, setEmail] = useState(givenEmail);
  const [password, setPassword] = useState('');
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState(givenProblem);
  const [isSecondStep, setSecondStep] = useState(false);

  const form = useRef<HTMLFormElement>(null);
  const [isSubmitted, setSubmitted] = useState(false);
  const missing = { email: email.trim() === '', password: password === '' };

  const submit = async () => {
    setSubmitted(true);
    if (missing.email || missing.password) {
      setProblem(null);
      return focusFault(form);
    }
    setPending(true);
    const refused = await signInWith({ email, password }, t);
    const needsCode = refused?.code === 'code-needed';
    setSecondStep(needsCode);
    setProblem(needsCode ? null : refused);
    setPending(false);
    if (!refused) onSignedIn();
  };
  if (isSecondStep)
    return (
      <SecondStep
        email={email}
        signIn={(code) => signInWith({ email, password, code }, t)}
        onSignedIn={onSignedIn}
        onBack={() => setSecondStep(false)}
      />
    );

  return (
    <Form formRef={form} onSubmit={submit} label={t('access.signIn.title')}>
      <TextField
        label={t('access.email')}
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        error={isSubmitted && missing.email ? t('wanted.email') : undefined}
        autoFocus={!givenEmail}
      />
      <TextField
        label={t('access.password')}
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={isSubmitted && missing.password ? t('wanted.password') : undefined}
      />
      {problem && (
        <ProblemNotice problem={problem}>
          {problem.code === 'not-signed-in' ? <p>{t('access.signIn.checkBoth')}</p> : undefined}
        </ProblemNotice>
      )}
      <Button type="submit" variant="primary" isPending={isPending}>
        {t('access.signIn.submit')}
      </Button>
      <PasskeyButton onSignedIn={onSignedIn} />
      {openIdName && (
        <>
          <p className={styles.or}>{t('access.signIn.or')}</p>
          <Button onPress={() => signInWithOpenId(next)}>
            {t('access.signIn.continueWith', { provider: openIdName })}
          </Button>
        </>
      )}
    </Form>
  );
}
