'use client';

import { NewWorkspace, reservedSlugs, type Workspace } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Form, FormRow } from '@/components/form';
import { fieldError, ProblemNotice } from '@/components/problem-notice';
import { TextField } from '@/components/text-field';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, invalidInput } from '@/lib/api/result';

/** Addresses of pages of ours. */

export function CreateWorkspace() {
  const router = useRouter();
  const [name, setName] = useState('');
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const slug = ownSlug ?? slugFrom(name);
  const isTaken = problem?.code === 'key-taken' || reservedSlugs.includes(slug);

  const submit = async () => {
    const draft = NewWorkspace.safeParse({ name, slug });
    if (!draft.success) return setProblem(invalidInput(draft.error));
    if (reservedSlugs.includes(slug)) return;
    setPending(true);
    const made = await api.post<Workspace>(paths.workspaces, draft.data);
    if (made.ok) return router.push(`/${slug}`);
    setProblem(made.problem);
    setPending(false);
  };

  const slugError = isTaken ? 'This address is taken. Choose another.' : fieldError(problem, 'slug');
  const isElsewhere = problem && !isTaken && !fieldError(problem, 'slug') && !fieldError(problem, 'name');
  return (
    <Form onSubmit={submit} label="New workspace">
      <FormRow>
        <TextField label="Name" value={name} onChange={setName} error={fieldError(problem, 'name')} />
        <TextField
          label="Address"
          description={`/${slug || 'acme'}: small letters, digits and dashes.`}
          value={slug}
          onChange={(wish) => setOwnSlug(wish.toLowerCase())}
          error={slugError}
        />
      </FormRow>
      {isElsewhere && <ProblemNotice problem={problem} />}
      <div>
        <Button type="submit" variant="primary" isPending={isPending}>
          Create workspace
        </Button>
      </div>
    </Form>
  );
}

function slugFrom(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
}
