import type { BoardSummary, Role } from '@weir/contract';
import { BoardLine } from './board-line';
import styles from './boards.module.css';

type Props = { workspace: string; role: Role; boards: BoardSummary[]; heading?: 'h2' | 'h3' };

/** The boards that are not archived, a line each. */
export function BoardsList({ workspace, role, boards, heading = 'h2' }: Props) {
  return (
    <ul className={styles.boards}>
      {boards.map((board) => (
        <li key={board.key}>
          <BoardLine workspace={workspace} board={board} role={role} heading={heading} />
        </li>
      ))}
    </ul>
  );
}

/** What is kept to be read; nothing where there is none. */
export function ArchivedBoards({ workspace, boards }: Pick<Props, 'workspace' | 'boards'>) {
  if (boards.length === 0) return null;
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
