'use client';

import { useQuery } from '@tanstack/react-query';
import { type BoardList, type BoardSummary, may, type Workspace } from '@weir/contract';
import { EmptyState } from '@/components/empty-state';
import { Page } from '@/components/page';
import { PageHeader } from '@/components/page-header';
import { ProblemNotice } from '@/components/problem-notice';
import { reading } from '@/lib/api/query';
import { BoardLine } from './board-line';
import styles from './boards.module.css';
import { CreateBoard } from './create-board';
import { mostFollowed, Watch } from './watch';

/** The boards of a workspace with their state; for who only asks, their doors. */
export function BoardsPage({
  workspace,
  path,
  first,
}: {
  workspace: Workspace;
  path: string;
  first: BoardList;
}) {
  const { slug, role } = workspace;
  const isReader = may(role, 'readEvents');
  const query = useQuery({
    ...reading<BoardList>(path),
    initialData: first,
    refetchInterval: isReader && first.items.length <= mostFollowed ? false : 10_000,
  });
  const boards = query.data.items.filter((board) => !board.archivedAt);
  const archived = query.data.items.filter((board) => board.archivedAt);

  return (
    <Page>
      <PageHeader title={isReader ? 'Boards' : 'Ask a team'} meta={isReader ? undefined : askLead}>
        {may(role, 'manageBoards') && boards.length > 0 && <CreateBoard workspace={slug} listPath={path} />}
      </PageHeader>
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      {isReader && <Watch workspace={slug} path={path} boards={boards.map(({ key }) => key)} />}
      {boards.length === 0 ? (
        <NoBoards workspace={workspace} listPath={path} />
      ) : (
        <ul className={styles.boards}>
          {boards.map((board) => (
            <li key={board.key}>
              <BoardLine workspace={slug} board={board} role={role} />
            </li>
          ))}
        </ul>
      )}
      {archived.length > 0 && <Archived workspace={slug} boards={archived} />}
    </Page>
  );
}

const askLead =
  'Each team takes as many requests as it can answer in time. You see how full it is before you ask.';

function NoBoards({ workspace, listPath }: { workspace: Workspace; listPath: string }) {
  if (!may(workspace.role, 'manageBoards'))
    return (
      <EmptyState title="No boards yet">
        An owner or a manager of {workspace.name} makes the first one.
      </EmptyState>
    );
  return (
    <EmptyState
      title="Make the first board"
      action={<CreateBoard workspace={workspace.slug} listPath={listPath} variant="primary" />}
    >
      A board is a team’s work: columns with a limit each, and a queue in which requests wait for an answer.
    </EmptyState>
  );
}

function Archived({ workspace, boards }: { workspace: string; boards: BoardSummary[] }) {
  return (
    <section className={styles.archived}>
      <h2>Archived</h2>
      <ul>
        {boards.map(({ key, name }) => (
          <li key={key}>
            <a href={`/${workspace}/${key}`}>{name}</a> {key}
          </li>
        ))}
      </ul>
    </section>
  );
}
