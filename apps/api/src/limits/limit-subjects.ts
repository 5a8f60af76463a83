import type { Limit, NewLimit } from '@weir/contract';

type AcrossWorkspace = { scope: 'person'; across: 'workspace' };

/** Whether it limits a person over all boards of the workspace: such a limit belongs to no board. */
export function isAcrossWorkspace<L extends Limit | NewLimit>(limit: L): limit is L & AcrossWorkspace {
  return limit.scope === 'person' && limit.across === 'workspace';
}

/** The field of a new limit that names its subject. */
export function subjectField({ scope }: Limit | NewLimit): string {
  const fields = {
    column: 'columnId',
    columns: 'columnIds',
    swimlane: 'swimlaneId',
    person: 'userId',
    board: 'scope',
    classOfService: 'classOfService',
  };
  return fields[scope];
}
