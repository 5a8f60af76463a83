'use client';

import { useRouter } from 'next/navigation';
import { api } from '@/lib/api/client';
import { focusPage } from '@/lib/focus-rows';
import { type Save, useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';

export type Deletion = Pick<Save, 'isPending' | 'problem'> & {
  /** Plans the deletion, with the name as it was typed. Returns whether it is planned. */
  plan: (typed: string) => Promise<boolean>;
  /** Cancels it. */
  keep: () => Promise<boolean>;
};

/**
 * The deletion of an archived board or workspace in 30 days. `path` is that of the deletion in the API. `renew` reads
 * again what is shown, besides the page’s own data.
 */
export function useDeletion(name: string, path: string, renew?: () => Promise<unknown>): Deletion {
  const t = useTranslations();
  const router = useRouter();
  const { isPending, problem, save } = useSave({
    onSaved: async () => {
      await renew?.();
      router.refresh();
      // The button that was pressed is gone.
      focusPage();
    },
  });
  return {
    isPending,
    problem,
    plan: (typed) =>
      save(() => api.put(path, { name: typed }), { announcement: t('deletion.planned', { name }) }),
    keep: () => save(() => api.delete(path), { announcement: t('deletion.kept', { name }) }),
  };
}
