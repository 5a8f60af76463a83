'use client';

import type { Account, Role, Workspace } from '@weir/contract';
import { createContext, type ReactNode, useContext } from 'react';
import { type Avatars, AvatarsProvider } from '@/lib/context/avatars';
import { PersonProvider } from '@/lib/context/person';

/** The workspace of the page, with the signed-in person and their role in it. */
export type CurrentWorkspace = { slug: string; name: string; role: Role; me: Account };

const WorkspaceContext = createContext<CurrentWorkspace | null>(null);

/** Provides the workspace and the person to every page below `/[workspace]`. */
export function WorkspaceProvider({
  workspace: { slug, name, role },
  me,
  avatars,
  children,
}: {
  workspace: Workspace;
  me: Account;
  avatars: Avatars;
  children: ReactNode;
}) {
  return (
    <PersonProvider me={me}>
      <AvatarsProvider avatars={avatars}>
        <WorkspaceContext value={{ slug, name, role, me }}>{children}</WorkspaceContext>
      </AvatarsProvider>
    </PersonProvider>
  );
}

/** The workspace, or null on a page outside one. */
export function useWorkspaceIfAny(): CurrentWorkspace | null {
  return useContext(WorkspaceContext);
}

export function useWorkspace(): CurrentWorkspace {
  const workspace = useWorkspaceIfAny();
  if (!workspace) throw new Error('useWorkspace works below /[workspace] only');
  return workspace;
}
