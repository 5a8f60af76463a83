'use client';

import { useQuery } from '@tanstack/react-query';
import type { BoardSummary } from '@weir/contract';
import { useState } from 'react';
import { AllOrSome } from '@/components/choice/all-or-some';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';

type Props = {
  label: string;
  /** Keys of boards; null for all boards. */
  value: string[] | null;
  onChange: (value: string[] | null) => void;
  error: string | undefined;
};

/** All boards of the workspace, or some: those that are not archived, and those that were chosen before. */
export function BoardChoice(props: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const [before] = useState(props.value);
  const { data } = useQuery(readingAll<BoardSummary>(`${workspacePaths.boards(slug)}?size=200`));
  const offered = (data?.items ?? []).filter(
    ({ key, archivedAt }) => archivedAt === null || before?.includes(key),
  );
  return (
    <AllOrSome
      all={t('boardChoice.all')}
      some={t('boardChoice.some')}
      which={t('boardChoice.which')}
      find={t('boardChoice.find')}
      options={offered.map(({ key, name }) => ({ id: key, name }))}
      {...props}
    />
  );
}
