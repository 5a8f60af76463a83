'use client';

import type { Import } from '@weir/contract';
import { Meter } from '@/components/data/meter';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { LinkButton } from '@/components/form/link-button';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { importPaths } from '@/lib/api/paths/import-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { DeleteImport } from './delete-import';
import styles from './imports.module.css';

const counts = ['created', 'inQueue', 'existing', 'leftOut', 'refused'] as const;

/** The progress of a started import, then its result. */
export function Run({ given, onChanged }: { given: Import; onChanged: (next: Import) => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { id, format, state, board, progress, problem } = given;
  // Of a workspace, requests count as cards do.
  const what = format === 'weir' ? 'all' : 'cards';
  const { total, processed } = progress;
  const again = useSave();
  const goOn = async () => {
    const result = await again.result(() => api.put<Import>(importPaths.run(slug, id)), {
      announcement: t('imports.started'),
    });
    if (result.ok) onChanged(result.value);
  };
  return (
    <Panel>
      <div className={styles.part}>
        {state === 'running' && (
          <>
            {processed < total ? (
              <Meter
                label={t('imports.running')}
                value={processed}
                max={total}
                valueLabel={t('imports.processed', { what, processed, total })}
              />
            ) : (
              <p role="status">{t('imports.finishing', { what })}</p>
            )}
            <p className={styles.soft}>{t('imports.runningHint')}</p>
          </>
        )}
        {state === 'done' && (
          <Notice
            tone="ok"
            role="status"
            title={
              board
                ? t('imports.done', { count: progress.created, board: board.name })
                : t('imports.boards.done', { count: progress.created })
            }
          />
        )}
        {state === 'stopped' && (
          <Notice tone="warn" role="status" title={t('imports.stopped', { what, processed, total })}>
            <p>{t(`imports.problems.${problem ?? 'failed'}`)}</p>
          </Notice>
        )}
        <ul className={styles.outlook}>
          {counts
            .filter((name) => progress[name] > 0)
            .map((name) => (
              <li key={name}>{t(`imports.counts.${name}`, { what, count: progress[name] })}</li>
            ))}
        </ul>
        {again.problem && <ProblemNotice problem={again.problem} />}
        <div className={styles.actions}>
          {state === 'stopped' && (
            <Button variant="primary" onPress={goOn} isPending={again.isPending}>
              {t('imports.goOn')}
            </Button>
          )}
          {board && (
            <LinkButton href={`/${slug}/${board.key}`} variant={state === 'done' ? 'primary' : 'quiet'}>
              {t('imports.toBoard', { board: board.name })}
            </LinkButton>
          )}
          {format === 'weir' && (
            <LinkButton href={`/${slug}`} variant={state === 'done' ? 'primary' : 'quiet'}>
              {t('imports.boards.open')}
            </LinkButton>
          )}
          {processed > 0 && (
            <a className={styles.file} href={`/api/weir${importPaths.report(slug, id)}`} download>
              {t('imports.download')}
            </a>
          )}
          {state !== 'running' && <DeleteImport id={id} />}
        </div>
      </div>
    </Panel>
  );
}
