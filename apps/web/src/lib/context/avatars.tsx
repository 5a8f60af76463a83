'use client';

import { createContext, type ReactNode, useContext } from 'react';

/** By the id of a member: the address of the picture of a person who has one, or null for a service account. */
export type Avatars = Record<string, string | null>;

const AvatarsContext = createContext<Avatars>({});

export function AvatarsProvider({ avatars, children }: { avatars: Avatars; children: ReactNode }) {
  return <AvatarsContext value={avatars}>{children}</AvatarsContext>;
}

/** The address of a person's picture, if they have one that the reader may see; null for a service account. */
export function useAvatar(id = ''): string | null | undefined {
  return useContext(AvatarsContext)[id];
}
