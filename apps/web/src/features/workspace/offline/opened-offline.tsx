'use client';

import { useEffect } from 'react';
import { ApiProvider } from '@/lib/api/provider';
import { WorkspaceProvider } from '@/lib/context/workspace';
import { OwnDrafts } from '@/lib/drafts/own-drafts';
import { OwnBoards } from '@/lib/kept/own-boards';
import { setPageOpener } from '@/lib/pages/page-opener';
import { KeptBoard } from '../boards/kept-board';
import { TopBar } from '../shell/top-bar';
import { OwnWrites } from '../waiting/own-writes';
import type { Found } from './found';
import { useTitle } from './use-title';

/** A page of a board as the workspace's layout would show it, from what this browser keeps. */
export function OpenedOffline({ facts, at: { key, card } }: NonNullable<Found['open']>) {
  const { me, workspace, boards } = facts;
  const board = boards.find((each) => each.key === key);
  useEffect(() => {
    // This page is the only one that Next knows here: the browser loads every other, from the server or from what it keeps.
    setPageOpener({ canOpen: () => true, open: (href) => window.location.assign(href) });
    return () => setPageOpener(null);
  }, []);
  useTitle(`${board?.name} · ${workspace.name} · Weir`);
  if (!board) return null;
  return (
    <ApiProvider>
      {/* Pictures need the server. */}
      <WorkspaceProvider workspace={workspace} me={me.user} avatars={{}}>
        <OwnDrafts />
        <OwnBoards />
        <TopBar {...facts} />
        <OwnWrites isLoaded />
        <KeptBoard board={board} {...(card !== undefined && { card })} />
      </WorkspaceProvider>
    </ApiProvider>
  );
}
