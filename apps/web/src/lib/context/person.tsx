'use client';

import type { Account } from '@weir/contract';
import { createContext, type ReactNode, useContext } from 'react';

const PersonContext = createContext<Account | null>(null);

export function PersonProvider({ me, children }: { me: Account; children: ReactNode }) {
  return <PersonContext value={me}>{children}</PersonContext>;
}

/** The signed-in person; null on pages that need no account. */
export function usePerson(): Account | null {
  return useContext(PersonContext);
}
