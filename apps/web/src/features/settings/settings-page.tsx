'use client';

import { useQuery } from '@tanstack/react-query';
import { type Board, can, type Intake, roles } from '@weir/contract';
import { useFormatter } from 'next-intl';
import type { ReactNode } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { Panel } from '@/components/layout/panel';
import { TemplatesPanel } from '@/features/requests/templates/templates-panel';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { readingBoard } from '@/lib/api/reading-board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardEvents } from '@/lib/events/use-board-events';
import { useTranslations } from '@/lib/words/use-translations';
import { ArchivePanel, BoardPanel } from './board-panel';
import { CardTemplatesPanel } from './card-templates/card-templates-panel';
import { ClassPoliciesPanel } from './class-policies-panel';
import { ColumnsPanel } from './columns/columns-panel';
import { FieldsPanel } from './fields/fields-panel';
import { FormPanel } from './form/form-panel';
import { PolicyPanel } from './intake/policy-panel';
import { LabelsPanel } from './labels/labels-panel';
import { SwimlanesPanel } from './lanes/swimlanes-panel';
import { LimitsPanel, OverridesPanel } from './limits-panel';
import { PublicLinkPanel } from './public-link-panel';
import { RecurringPanel } from './recurring/recurring-panel';
import styles from './settings.module.css';

/** A part of the page; `id` is where its link leads: `#public-form`. */
type Part = { id: string; title: string; content: ReactNode };

/** The settings of a board. Each part is saved on its own; people who can't change it can read it. */
export function SettingsPage({ first }: { first: { board: Board; intake: Intake } }) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const { key } = first.board;
  const board = useQuery({ ...readingBoard(slug, key), initialData: first.board });
  const intake = useQuery({ ...reading<Intake>(paths.intake(slug, key)), initialData: first.intake });
  useBoardEvents(slug, key, useRenewBoard());
  const isManager = can(role, 'manageBoards');
  const isArchived = board.data.archivedAt !== null;
  const shared = { board: board.data, mayChange: isManager && !isArchived };
  const { mayChange } = shared;
  const problem = (board.error ?? intake.error)?.problem;
  const parts: Part[] = [
    { id: 'board', title: t('settings.board.title'), content: <BoardPanel {...shared} /> },
    { id: 'columns', title: t('settings.columns.title'), content: <ColumnsPanel {...shared} /> },
    { id: 'swimlanes', title: t('settings.lanes.title'), content: <SwimlanesPanel {...shared} /> },
    {
      id: 'labels',
      title: t('labels.title'),
      content: <LabelsPanel board={board.data} mayChange={can(role, 'changeCards') && !isArchived} />,
    },
    {
      id: 'card-templates',
      title: t('cardTemplates.title'),
      content: <CardTemplatesPanel board={board.data} mayChange={can(role, 'changeCards') && !isArchived} />,
    },
    { id: 'recurring', title: t('recurring.title'), content: <RecurringPanel {...shared} /> },
    { id: 'custom-fields', title: t('customFields.title'), content: <FieldsPanel {...shared} /> },
    { id: 'limits', title: t('settings.limits.title'), content: <LimitsPanel {...shared} /> },
    { id: 'overrides', title: t('settings.overrides.title'), content: <OverridesPanel {...shared} /> },
    { id: 'classes', title: t('settings.classes.title'), content: <ClassPoliciesPanel {...shared} /> },
    {
      id: 'intake',
      title: t('intakePolicy.title'),
      content: <PolicyPanel {...shared} intake={intake.data} />,
    },
    { id: 'public-form', title: t('publicForm.title'), content: <FormPanel mayChange={mayChange} /> },
  ];
  if (isManager)
    parts.push({
      id: 'public-link',
      title: t('publicBoard.setting.title'),
      content: <PublicLinkPanel mayChange={mayChange} />,
    });
  if (can(role, 'answerRequests'))
    parts.push({
      id: 'templates',
      title: t('answers.templates.panel'),
      content: <TemplatesPanel mayChange={mayChange} />,
    });
  parts.push({ id: 'roles', title: t('settings.roles.title'), content: <RolesPanel /> });
  if (isManager)
    parts.push({
      id: 'archive',
      title: t('settings.page.archive'),
      content: <ArchivePanel board={board.data} />,
    });
  return (
    <Page>
      <PageHeader title={t('settings.page.title')} meta={`${board.data.name}, ${key}`} />
      <div className={styles.page}>
        <PartLinks parts={parts} />
        <div className={styles.parts}>
          {problem && <ProblemNotice problem={problem} role="status" />}
          {!isManager && <Notice tone="info">{t('settings.page.readOnly')}</Notice>}
          {isArchived && (
            <Notice tone="warn" title={t('board.archived.title')}>
              {t('settings.page.archivedText')}
            </Notice>
          )}
          {parts.map(({ id, content }) => (
            <div key={id} id={id} className={styles.part}>
              {content}
            </div>
          ))}
        </div>
      </div>
    </Page>
  );
}

function PartLinks({ parts }: { parts: readonly Part[] }) {
  const t = useTranslations();
  return (
    <nav className={styles.links} aria-label={t('settings.page.onThisPage')}>
      <ul className={styles.linkList}>
        {parts.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const actions = [
  'manageMembers',
  'manageBoards',
  'overrideLimits',
  'setGate',
  'answerRequests',
  'changeCards',
  'readBoards',
  'submitRequests',
] as const;

/** What each role can do, from the same table that the API uses. */
function RolesPanel() {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <Panel title={t('settings.roles.title')}>
      <dl className={styles.roles}>
        {roles.map((role) => (
          <div key={role}>
            <dt>{t(`common.roles.${role}.name`)}</dt>
            <dd>
              {t('settings.roles.can', {
                actions: format.list(
                  actions
                    .filter((action) => can(role, action))
                    .map((action) => t(`settings.roles.actions.${action}`)),
                ),
              })}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
