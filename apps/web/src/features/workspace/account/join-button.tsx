'use client';

import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';

/** Accepts an invitation as the one who is signed in, and enters the workspace. */
export function JoinButton({ token, slug, name }: { token: string; slug: string; name: string }) {
  const t = useTranslations();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const join = async () => {
    setPending(true);
    const joined = await api.post(paths.acceptInvitation(token));
    if (joined.ok) return window.location.assign(`/${slug}`);
    setProblem(joined.problem);
    setPending(false);
  };
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      {problem?.code !== 'invitation-invalid' && (
        <p style={{ marginTop: problem ? '1rem' : 0 }}>
          <Button variant="primary" onPress={join} isPending={isPending}>
            {t('access.invitation.join', { workspace: name })}
          </Button>
        </p>
      )}
    </>
  );
}
