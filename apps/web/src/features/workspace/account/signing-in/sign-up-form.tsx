'use client';

import type { Me, NewUser } from '@weir/contract';
import { type ReactNode, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useLightForm } from '@/lib/forms/use-light-form';
import { useTranslations } from '@/lib/words/use-translations';
import { MailInvitation } from './mail-invitation';
import { signInWith } from './sign-in';

const fields = ['name', 'email', 'password', 'setup'];

/**
 * Creates an account, signs in, and opens `next`. `email` is the masked address of an invitation for one address, and
 * `proof` came with its link by mail. `setup` is the token of the link by which the first account of a server is created.
 */
export function SignUpForm({
  next,
  invitation,
  proof,
  setup,
  email: invited,
  children,
}: {
  next: string;
  invitation?: string;
  proof?: string | undefined;
  setup?: string;
  email?: string | null;
  /** A field before those of the person, given the error of the setup link. */
  children?: (error: string | undefined) => ReactNode;
}) {
  const t = useTranslations();
  const [person, setPerson] = useState({ name: '', email: '', password: '' });
  const { isPending, problem, errorAt, forgetError, submit } = useLightForm(fields);
  const set = (name: keyof typeof person) => (value: string) => {
    setPerson({ ...person, [name]: value });
    forgetError(name);
  };

  const signUp = async () => {
    const body: NewUser = {
      ...person,
      ...(invitation && { invitation }),
      ...(proof && { proof }),
      ...(setup !== undefined && { setup }),
    };
    const made = await api.post<Me>(adminPaths.users, body);
    const refused = made.ok
      ? await signInWith({ email: person.email, password: person.password }, t)
      : made.problem;
    if (!refused) window.location.assign(next);
    return refused;
  };

  const submitLabel =
    setup !== undefined
      ? 'access.setup.submit'
      : invitation
        ? 'access.signUp.submitAndJoin'
        : 'access.signUp.submit';

  return (
    <Form
      onSubmit={() => submit(signUp)}
      label={t(setup === undefined ? 'access.signUp.title' : 'access.setup.title')}
    >
      {children?.(errorAt('setup'))}
      <TextField
        label={t('access.signUp.name')}
        autoComplete="name"
        value={person.name}
        onChange={set('name')}
        error={errorAt('name')}
        autoFocus={!children}
      />
      <TextField
        label={t('access.email')}
        type="email"
        autoComplete="username"
        value={person.email}
        onChange={set('email')}
        error={errorAt('email')}
        {...(invited && { description: t('access.signUp.invitedEmail', { email: invited }) })}
      />
      <TextField
        label={t('access.password')}
        type="password"
        autoComplete="new-password"
        description={t('access.signUp.passwordRule')}
        value={person.password}
        onChange={set('password')}
        error={errorAt('password')}
      />
      {problem && <ProblemNotice problem={problem} shown={fields} />}
      {invitation && problem?.code === 'invitation-needs-proof' && (
        <MailInvitation token={invitation} email={problem.address} />
      )}
      <Button type="submit" variant="primary" isPending={isPending}>
        {t(submitLabel)}
      </Button>
    </Form>
  );
}
