import { can } from '@weir/contract';
import { classesOfService } from '@weir/domain';
import { subjectName } from '@/features/limits/limit-names';
import { personLimitsOf } from '@/features/limits/person-limits';
import { type LimitSubject, limitOf, subjectOf } from '@/lib/board/limit-subjects';
import type { Command } from '@/lib/commands';
import type { CommandSource } from './command-source';
import { ofBoard } from './of-board';

/** Opens the limit of the board, a column, some columns, a class, a lane or a person, to read or to set it. */
export function limitCommands({ page: { board, showDialog }, t, role }: CommandSource): Command[] {
  const others = board.limits.map(subjectOf).filter(({ scope }) => scope === 'columns');
  const subjects: LimitSubject[] = [
    { scope: 'board' },
    ...board.columns.map(({ id }) => ({ scope: 'column' as const, columnId: id })),
    ...board.swimlanes.map(({ id }) => ({ scope: 'swimlane' as const, swimlaneId: id })),
    ...classesOfService.map((each) => ({ scope: 'classOfService' as const, classOfService: each })),
    ...board.people.map(({ id }): LimitSubject => {
      const [limit] = personLimitsOf(board, id);
      return limit ? subjectOf(limit) : { scope: 'person', userId: id, across: 'board' };
    }),
    ...others,
  ];
  const canOpen = (subject: LimitSubject) =>
    limitOf(board, subject) ? can(role, 'readLimits') : can(role, 'manageBoards') && !board.archivedAt;
  return subjects.filter(canOpen).map((subject) => {
    const title = t('board.team.limitOf', { name: subjectName(t, board, subject) });
    return ofBoard(`limit ${JSON.stringify(subject)}`, title, () => showDialog({ kind: 'limit', subject }), {
      also: t('commands.words.limit'),
      isOnlyFound: true,
    });
  });
}
