'use client';

import type { Column } from '@weir/contract';
import { useRef } from 'react';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { NameField } from '../../name-field';
import styles from '../column.module.css';
import own from './new-column.module.css';

/** A column that is being added: its name as a field, in its future place. It gets the kind of the column before it. */
export function NewColumn({
  after,
  at,
  onDone,
}: {
  after: Column;
  /** Its index in the row of columns, from 1. */
  at: number;
  /** `added`: the new column's id, or null. `byKey`: the focus was in the field until now. */
  onDone: (added: string | null, byKey: boolean) => void;
}) {
  const { board, refresh } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const added = useRef<string | null>(null);
  const label = t('board.column.newAfter', { column: after.name });
  const save = async (name: string) => {
    const place = { kind: after.kind, after: after.id };
    const saved = await api.post<Column>(boardSetupPaths.columns(slug, board.key), { name, ...place });
    if (!saved.ok) return saved.problem;
    added.current = saved.value.id;
    await refresh();
    announce(t('settings.columns.add.added', { name }));
    return null;
  };
  return (
    <section className={styles.column} style={{ gridColumn: at }} aria-label={label}>
      <div className={styles.head}>
        <div className={styles.line}>
          <NameField
            label={label}
            value=""
            draftKey={`new after ${boardSetupPaths.column(slug, board.key, after.id)}`}
            maxLength={60}
            className={styles.field ?? ''}
            onSave={save}
            onDone={(byKey) => onDone(added.current, byKey)}
          />
        </div>
        <div className={`${styles.word} ${own.kind}`}>{t(`workspace.columnKinds.${after.kind}`)}</div>
      </div>
    </section>
  );
}
