'use client';

import type { Me, NewUser } from '@weir/contract';
import { useState } from 'react';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { signInWith } from './sign-in';

const fields = ['name', 'email', 'password'];

/** Makes an account, signs it in, and goes on to `next`. An invitation's address can't be changed. */
export function SignUpForm({
  next,
  invitation,
  email: invited,
}: {
  next: string;
  invitation?: string;
  email?: string | null;
}) {
  const [person, setPerson] = useState({ name: '', email: invited ?? '', password: '' });
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const set = (name: keyof typeof person) => (value: string) => setPerson({ ...person, [name]: value });

  const submit = async () => {
    setPending(true);
    const body: NewUser = { ...person, ...(invitation && { invitation }) };
    const made = await api.post<Me>(paths.users, body);
    const refused = made.ok ? await signInWith(person.email, person.password) : made.problem;
    setProblem(refused);
    if (refused) setPending(false);
    else window.location.assign(next);
  };

  const hasOnlyFieldErrors =
    problem?.code === 'invalid-input' && problem.errors.every(({ path }) => fields.includes(path));

  return (
    <Form onSubmit={submit} label="Sign up">
      <TextField
        label="Your name"
        autoComplete="name"
        value={person.name}
        onChange={set('name')}
        error={fieldError(problem, 'name')}
        autoFocus
      />
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        value={person.email}
        onChange={set('email')}
        error={fieldError(problem, 'email')}
        isReadOnly={Boolean(invited)}
        {...(invited && { description: 'The invitation is for this address.' })}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        description="At least 8 characters."
        value={person.password}
        onChange={set('password')}
        error={fieldError(problem, 'password')}
      />
      {problem && !hasOnlyFieldErrors && <ProblemNotice problem={problem} shown={fields} />}
      <Button type="submit" variant="primary" isPending={isPending}>
        {invitation ? 'Sign up and join' : 'Sign up'}
      </Button>
    </Form>
  );
}
