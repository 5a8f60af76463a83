import type { Limit, LimitDefinition, NewLimit } from '@weir/contract';

type Naming = Limit | NewLimit;
type AcrossWorkspace = { scope: 'person'; across: 'workspace' };

/** Whether it is a person's over all boards of the workspace: kept apart, for it is of no board. */
export function isAcrossWorkspace<L extends Naming>(limit: L): limit is L & AcrossWorkspace {
  return limit.scope === 'person' && limit.across === 'workspace';
}

/** What was sent to name the thing. */
export function pathOf({ scope }: Naming): string {
  const paths = {
    column: 'columnId',
    columns: 'columnIds',
    swimlane: 'swimlaneId',
    person: 'userId',
    board: 'scope',
    classOfService: 'classOfService',
  };
  return paths[scope];
}

/** As events tell it: all but its load, which is no one’s doing. */
export function factsOf({ id: _id, load: _load, passedLately: _lately, ...facts }: Limit): LimitDefinition {
  return facts;
}
