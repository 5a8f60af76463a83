import type { BoardSummary, Me, Workspace } from '@weir/contract';
import { del, get, set } from 'idb-keyval';
import { currentKept } from './kept-cookie';
import { keptStore, keyOf, quietly } from './kept-store';

/** The data that a workspace's pages show around a board. */
export type KeptWorkspace = { me: Me; workspace: Workspace; boards: BoardSummary[] };

/** Keeps it as long as boards of this person are kept, so that a board can be opened without the server’s page. */
export async function keepWorkspace(facts: KeptWorkspace): Promise<void> {
  const { me, workspace } = facts;
  const isOurs = () => currentKept()?.person === me.user.id;
  if (!isOurs()) return;
  await quietly(set(keyOf(me.user.id, workspace.slug), facts, keptStore()));
  // Somebody signed out or in meanwhile.
  if (!isOurs()) await quietly(del(keyOf(me.user.id, workspace.slug), keptStore()));
}

/** A kept workspace. Only of the person whose boards this browser keeps. */
export async function keptWorkspace(slug: string): Promise<KeptWorkspace | null> {
  const person = currentKept()?.person;
  if (person === undefined) return null;
  return (await quietly(get<KeptWorkspace>(keyOf(person, slug), keptStore()))) ?? null;
}
