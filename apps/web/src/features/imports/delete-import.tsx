'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { importPaths } from '@/lib/api/paths/import-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';

/** Deletes the kept file and the report. Imported cards stay. */
export function DeleteImport({ id }: { id: string }) {
  const t = useTranslations();
  const router = useRouter();
  const client = useQueryClient();
  const { slug } = useWorkspace();
  const { save, isPending, problem } = useSave({
    onSaved: () => client.invalidateQueries({ queryKey: [importPaths.list(slug)] }),
  });
  const remove = async () => {
    const isDeleted = await save(() => api.delete(importPaths.one(slug, id)), {
      announcement: t('imports.deleted'),
    });
    if (isDeleted) router.push(`/${slug}/import`);
  };
  return (
    <>
      <Button variant="plain" onPress={remove} isPending={isPending}>
        {t('imports.delete')}
      </Button>
      {problem && <ProblemNotice problem={problem} />}
    </>
  );
}
