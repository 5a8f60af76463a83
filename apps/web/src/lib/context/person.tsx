'use client';

import type { User } from '@weir/contract';
import { createContext, type ReactNode, useContext } from 'react';

const PersonContext = createContext<User | null>(null);

export function PersonProvider({ me, children }: { me: User; children: ReactNode }) {
  return <PersonContext value={me}>{children}</PersonContext>;
}

/** The signed-in person; null on pages that need no account. */
export function usePerson(): User | null {
  return useContext(PersonContext);
}
