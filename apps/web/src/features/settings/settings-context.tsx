'use client';

import type { Board, Intake } from '@weir/contract';
import { createContext, useContext } from 'react';

/** What all pages of a board's settings show and may change. `mayChangeCards`: also what only cards use, such as labels. */
export type Settings = { board: Board; intake: Intake; mayChange: boolean; mayChangeCards: boolean };

export const SettingsContext = createContext<Settings | null>(null);

export function useSettings(): Settings {
  const settings = useContext(SettingsContext);
  if (!settings) throw new Error('useSettings needs the layout of the settings');
  return settings;
}
