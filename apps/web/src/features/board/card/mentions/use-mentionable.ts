'use client';

import type { Mention } from '@weir/contract';
import { useMemo } from 'react';
import { useMembersWho } from '@/lib/context/use-members-who';
import { useTeams } from '@/lib/context/use-teams';
import { useWorkspace } from '@/lib/context/workspace';

const none: readonly Mention[] = [];

/** Members who can read the board, teams, and the people and teams that the text mentions already. */
export function useMentionable(mentioned: readonly Mention[] = none): readonly Mention[] {
  const { me } = useWorkspace();
  const knownPeople = useMemo(() => mentioned.filter(({ team }) => !team), [mentioned]);
  const { people } = useMembersWho('readBoards', knownPeople);
  const teams = useTeams();
  return useMemo(() => {
    const isMe = ({ id }: Mention) => Number(id === me.id);
    const here = teams.map(({ id, name }) => ({ id, name, team: true as const }));
    const known = mentioned.filter(({ id, team }) => team && !here.some((each) => each.id === id));
    const all: Mention[] = [...people, ...here, ...known];
    // People rarely mention themselves.
    return all.toSorted(
      (one, other) =>
        isMe(one) - isMe(other) || one.name.localeCompare(other.name, undefined, { numeric: true }),
    );
  }, [people, teams, mentioned, me.id]);
}
