'use client';

import type { Column } from '@weir/contract';
import { useState } from 'react';
import { announce } from '@/lib/announce';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { NameField } from '../../name-field';
import styles from '../column.module.css';
import { renameColumn } from './rename-column';

/** The name of a column as a field. If somebody else renamed it meanwhile, the field says so and asks. */
export function ColumnName({
  column: { id, name },
  onDone,
}: {
  column: Column;
  onDone: (byKey: boolean) => void;
}) {
  const { board, refresh } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  // The name that the person saw last, which theirs may replace.
  const [from, setFrom] = useState(name);
  const save = async (next: string) => {
    const renamed = await renameColumn({ workspace: slug, key: board.key, id, from }, next);
    if ('theirs' in renamed) {
      setFrom(renamed.theirs);
      return { title: t('board.column.renamedByOther', { column: renamed.theirs }), detail: '' };
    }
    if (renamed.problem) return renamed.problem;
    await refresh();
    announce(t('board.column.renamed', { column: next }));
    return null;
  };
  return (
    <NameField
      label={t('board.column.nameOf', { column: name })}
      value={from}
      draftKey={`name ${boardSetupPaths.column(slug, board.key, id)}`}
      maxLength={60}
      className={styles.field ?? ''}
      onSave={save}
      onDone={onDone}
    />
  );
}
