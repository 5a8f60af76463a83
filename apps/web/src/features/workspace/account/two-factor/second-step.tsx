'use client';

import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormActions } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import type { AnyProblem } from '@/lib/api/result';
import { focusFault } from '@/lib/forms/focus-fault';
import { useTranslations } from '@/lib/words/use-translations';
import access from '../access/access.module.css';
import styles from './two-factor.module.css';

export type SecondStepProps = {
  email: string;
  /** Signs in with the password and this code. Returns null on success, else the problem. */
  signIn: (code: string) => Promise<AnyProblem | null>;
  onSignedIn: () => void;
  onBack: () => void;
};

/** Asks for the code of an authenticator app, once the password was right. */
export function SecondStep({ email, signIn, onSignedIn, onBack }: SecondStepProps) {
  const t = useTranslations();
  const [code, setCode] = useState('');
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const isMissing = problem?.code === 'code-needed';
  const isWrong = isMissing || problem?.code === 'code-wrong';
  const submit = async () => {
    setPending(true);
    const refused = await signIn(code);
    setProblem(refused);
    setPending(false);
    if (refused) focusFault();
    else onSignedIn();
  };
  return (
    <Form onSubmit={submit} label={t('twoFactor.signIn.title')}>
      <h1 className={access.ownTitle}>{t('twoFactor.signIn.title')}</h1>
      <p>{t('twoFactor.signIn.lead', { email })}</p>
      <TextField
        label={t('twoFactor.signIn.code')}
        description={t('twoFactor.signIn.codeHint')}
        name="code"
        autoComplete="one-time-code"
        value={code}
        onChange={(typed) => {
          setCode(typed);
          if (isWrong) setProblem(null);
        }}
        error={isWrong ? t(`twoFactor.signIn.${isMissing ? 'missing' : 'wrong'}`) : undefined}
        autoFocus
      />
      {problem && !isWrong && <ProblemNotice problem={problem} />}
      <FormActions>
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('twoFactor.signIn.submit')}
        </Button>
        <Button onPress={onBack}>{t('twoFactor.signIn.back')}</Button>
      </FormActions>
      <p className={styles.soft}>{t('twoFactor.signIn.lost')}</p>
    </Form>
  );
}
