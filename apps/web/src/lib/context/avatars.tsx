'use client';

import { createContext, type ReactNode, useContext } from 'react';

/** The address of the picture of each person who has one, by the person's id. */
export type Avatars = Record<string, string>;

const AvatarsContext = createContext<Avatars>({});

export function AvatarsProvider({ avatars, children }: { avatars: Avatars; children: ReactNode }) {
  return <AvatarsContext value={avatars}>{children}</AvatarsContext>;
}

/** The address of a person's picture, if they have one that the reader may see. */
export function useAvatar(id = ''): string | undefined {
  return useContext(AvatarsContext)[id];
}
