'use client';

import { useState } from 'react';
import type { AnyProblem } from '@/lib/api/result';
import { useFieldError } from '@/lib/forms/field-error';
import { focusFault } from '@/lib/forms/focus-fault';
import { withoutErrorsAt } from '@/lib/forms/values';

/**
 * What a form on a page before sign-in needs. Only the API validates it: unlike `useApiForm`, the page loads no schemas. `fields`
 * are the paths of the body that its fields show.
 */
export function useLightForm(fields: readonly string[]) {
  const wordError = useFieldError();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const errors = problem && 'errors' in problem ? problem.errors : [];
  const isInFields = errors.length > 0 && errors.every(({ path }) => fields.includes(path));
  return {
    isPending,
    /** Why it was refused, unless the fields show all of that. */
    problem: isInFields ? null : problem,
    errorAt: (path: string) => wordError(errors.find((error) => error.path === path)),
    /** A field has changed, so its error no longer applies. */
    forgetError: (path: string) => setProblem(problem && withoutErrorsAt(problem, path)),
    /**
     * `send` returns why it was refused, or that the person stopped it. Once it is accepted, the form stays pending until the page
     * replaces it.
     */
    submit: async (send: () => Promise<AnyProblem | 'stopped' | null>): Promise<void> => {
      setPending(true);
      const refused = await send();
      setProblem(refused === 'stopped' ? null : refused);
      if (!refused) return;
      setPending(false);
      if (refused !== 'stopped') focusFault();
    },
  };
}
