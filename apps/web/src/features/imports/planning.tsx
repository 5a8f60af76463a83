'use client';

import type { Import, ImportPlan } from '@weir/contract';
import { useState } from 'react';
import { Checkbox } from '@/components/choice/checkbox';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { importPaths } from '@/lib/api/paths/import-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { BoardPlan } from './board-plan';
import { BoardsPlan } from './boards-plan';
import { DeleteImport } from './delete-import';
import styles from './imports.module.css';
import { OutlookList } from './outlook-list';
import { PeoplePlan } from './people-plan';
import { SourceColumns } from './source-columns';
import { TablePlan } from './table-plan';
import { usePlan } from './use-plan';

/** The plan of an import, its expected result, and the button that starts it. */
export function Planning({ given, onChanged }: { given: Import; onChanged: (next: Import) => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { plan, problem, isSaving, change: changePlan, save } = usePlan(given, onChanged);
  const [isStarting, setIsStarting] = useState(false);
  const starting = useSave();
  const { source, outlook } = given;
  const cards = outlook?.cards ?? 0;
  const change = (next: ImportPlan) => {
    starting.reset();
    changePlan(next);
  };

  const choose = (board: string) => change({ ...plan, target: { kind: 'existing', board, columns: [] } });

  const start = async () => {
    setIsStarting(true);
    if (await save()) {
      const result = await starting.result(() => api.put<Import>(importPaths.run(slug, given.id)), {
        announcement: t('imports.started'),
      });
      if (result.ok) onChanged(result.value);
    }
    setIsStarting(false);
  };
  const archived = source.archived > 0 && (
    <Checkbox isSelected={plan.archived} onChange={(archived) => change({ ...plan, archived })}>
      {t('imports.archived', { count: source.archived })}
    </Checkbox>
  );
  const boards =
    plan.target.kind === 'boards' ? plan.target.boards.filter(({ key }) => key !== null).length : null;
  const isEmpty = (boards ?? cards) === 0 && !isSaving;
  return (
    <>
      {plan.table && source.table && (
        <Panel title={t('imports.table.title')}>
          <TablePlan
            table={source.table}
            plan={plan.table}
            onChange={(table) => change({ ...plan, table })}
          />
        </Panel>
      )}
      {plan.target.kind === 'boards' ? (
        <Panel title={t('imports.boards.title')}>
          <p className={styles.soft}>{t('imports.boards.lead')}</p>
          <BoardsPlan
            boards={source.boards ?? []}
            target={plan.target}
            problem={problem ?? starting.problem}
            onChange={(target) => change({ ...plan, target })}
          />
          {archived}
        </Panel>
      ) : (
        <>
          <Panel title={t('imports.board.title')}>
            <BoardPlan
              target={plan.target}
              problem={problem ?? starting.problem}
              onChange={(target) => change({ ...plan, target })}
            />
          </Panel>
          <Panel title={t('imports.columns.title')}>
            <SourceColumns
              source={source}
              target={plan.target}
              onChange={(target) => change({ ...plan, target })}
            />
            {archived}
          </Panel>
        </>
      )}
      {source.people.length > 0 && (
        <PeoplePlan
          people={source.people}
          chosen={plan.people}
          onChange={(people) => change({ ...plan, people })}
        />
      )}
      <Panel title={t('imports.outlook.title')}>
        <div className={styles.part}>
          {outlook?.elsewhere && (
            <Notice
              tone="info"
              title={t('imports.outlook.elsewhere', {
                count: outlook.elsewhere.cards,
                board: outlook.elsewhere.name,
              })}
            >
              <p>{t('imports.outlook.elsewhereHint')}</p>
              <Button variant="quiet" onPress={() => choose(outlook.elsewhere?.key ?? '')}>
                {t('imports.outlook.elsewhereChoose', { board: outlook.elsewhere.name })}
              </Button>
            </Notice>
          )}
          {outlook && <OutlookList outlook={outlook} />}
          {problem && <ProblemNotice problem={problem} />}
          {starting.problem && <ProblemNotice problem={starting.problem} />}
          <div className={styles.actions}>
            <Button variant="primary" onPress={start} isPending={isStarting} isDisabled={isEmpty}>
              {boards === null
                ? t('imports.start', { count: cards })
                : t('imports.boards.start', { count: boards })}
            </Button>
            <DeleteImport id={given.id} />
            <span className={styles.soft} role="status">
              {isSaving && t('imports.saving')}
              {isEmpty && t(boards === null ? 'imports.nothing' : 'imports.boards.nothing')}
            </span>
          </div>
        </div>
      </Panel>
    </>
  );
}
