'use client';

import type { Person } from '@weir/contract';
import { useMemo } from 'react';
import { useMembersWho } from '@/lib/context/use-members-who';
import { useWorkspace } from '@/lib/context/workspace';

/** The people that a text of a card can mention: members who can read the board, and those that it mentions already. */
export function useMentionable(mentioned?: readonly Person[]): readonly Person[] {
  const { me } = useWorkspace();
  const { people } = useMembersWho('readBoards', mentioned);
  return useMemo(() => {
    const isMe = ({ id }: Person) => Number(id === me.id);
    // People rarely mention themselves.
    return people.toSorted((one, other) => isMe(one) - isMe(other) || one.name.localeCompare(other.name));
  }, [people, me.id]);
}
