'use client';

import { useQuery } from '@tanstack/react-query';
import { type Board, can, type Intake } from '@weir/contract';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { TemplatesPanel } from '@/features/requests/templates/templates-panel';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardEvents } from '@/lib/events/use-board-events';
import { ArchivePanel } from './archive-panel';
import { BoardName } from './board-name';
import { ClassPoliciesPanel } from './class-policies-panel';
import { ColumnsPanel } from './columns/columns-panel';
import { FormPanel } from './form/form-panel';
import { PolicyPanel } from './intake/policy-panel';
import { SwimlanesPanel } from './lanes/swimlanes-panel';
import { LimitsPanel } from './limits-panel';
import { OverridesPanel } from './overrides-panel';
import { idOfPart, PartLinks } from './part-links';
import { RolesPanel } from './roles-panel';
import styles from './settings.module.css';

type Props = { first: { board: Board; intake: Intake } };

/** How a board is made: each part is saved on its own. Who may not change it reads it. */
export function SettingsPage({ first }: Props) {
  const { slug, role } = useWorkspace();
  const { key } = first.board;
  const board = useQuery({ ...reading<Board>(paths.board(slug, key)), initialData: first.board });
  const intake = useQuery({ ...reading<Intake>(paths.intake(slug, key)), initialData: first.intake });
  const renew = useRenewBoard();
  useBoardEvents(slug, key, renew);
  const isManager = can(role, 'manageBoards');
  const isArchived = board.data.archivedAt !== null;
  const shared = { board: board.data, mayChange: isManager && !isArchived };
  const problem = (board.error ?? intake.error)?.problem;
  const parts = [
    { title: 'Board', part: <BoardName {...shared} /> },
    { title: 'Columns', part: <ColumnsPanel {...shared} /> },
    { title: 'Swimlanes', part: <SwimlanesPanel {...shared} /> },
    { title: 'Limits', part: <LimitsPanel {...shared} /> },
    { title: 'Overrides', part: <OverridesPanel {...shared} /> },
    { title: 'Classes of service', part: <ClassPoliciesPanel {...shared} /> },
    { title: 'Intake', part: <PolicyPanel {...shared} intake={intake.data} /> },
    { title: 'Public form', part: <FormPanel mayChange={shared.mayChange} /> },
    { title: 'Templates', part: <TemplatesPanel mayChange={shared.mayChange} /> },
    { title: 'Roles', part: <RolesPanel /> },
    ...(isManager ? [{ title: 'Archive', part: <ArchivePanel {...shared} /> }] : []),
  ];
  return (
    <Page>
      <PageHeader title="Settings" meta={`${board.data.name}, ${key}`} />
      <div className={styles.page}>
        <PartLinks titles={parts.map(({ title }) => title)} />
        <div className={styles.parts}>
          {problem && <ProblemNotice problem={problem} role="status" />}
          {!isManager && (
            <Notice tone="info">Owners and managers change these. You can read how this board works.</Notice>
          )}
          {isArchived && (
            <Notice tone="warn" title="This board is archived">
              It can be read, and changed again once it is restored.
            </Notice>
          )}
          {parts.map(({ title, part }) => (
            <div key={title} id={idOfPart(title)} className={styles.part}>
              {part}
            </div>
          ))}
        </div>
      </div>
    </Page>
  );
}
