import 'server-only';
import {
  type AvatarList,
  type BoardList,
  type BoardSummary,
  can,
  type Me,
  type Workspace,
} from '@weir/contract';
import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { after } from 'next/server';
import { cache } from 'react';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { type AnyProblem, type Result, resultOf } from '@/lib/api/result';
import { unlessBusy } from '@/lib/api/unless-busy';
import type { Avatars } from '@/lib/context/avatars';
import { keptCookie, readKept } from '@/lib/kept/kept-cookie';
import { nextAddress, signInAddress } from '@/lib/pages/next-address';
import { clientHeaders } from '@/lib/server/client-address';
import { isSignedOutHere, sessionFrom } from '@/lib/server/session';
import { endCookieSession } from '@/lib/server/sign-out';
import { mintToken } from '@/lib/server/token';
import { readUpstream } from '@/lib/server/upstream';
import { type Reader, type ReaderSettings, readerFrom } from '@/lib/words/reader';

/** Reads from the API for a page's first paint, as the signed-in person; once per request and path. */
export const read = cache(async <T>(path: string): Promise<Result<T>> => {
  if (path === adminPaths.me) return (await readMe()) as Result<T>;
  return readIn<T>(await currentReader(), path);
}) as <T>(path: string) => Promise<Result<T>>;

/** Who this page is worded for: the person's own settings first, then what their browser says. */
export const currentReader = cache(async (): Promise<Reader> => {
  const me = (await currentSession()) ? await readMe() : null;
  return readerOf(me?.ok ? me.value.user : null);
});

/** The reader depends on the answer, so this is the one read that is worded in the browser's language. */
const readMe = cache(async () => readIn<Me>(await readerOf(null), adminPaths.me));

async function readerOf(settings: ReaderSettings | null): Promise<Reader> {
  return readerFrom(await cookies(), (await headers()).get('accept-language'), settings);
}

async function readIn<T>({ language, timeZone }: Reader, path: string): Promise<Result<T>> {
  const session = await currentSession();
  const client = clientHeaders((await headers()).get('x-forwarded-for'));
  const requestHeaders = new Headers({
    accept: 'application/json',
    'accept-encoding': 'identity',
    'accept-language': language,
    ...client,
  });
  if (timeZone !== null) requestHeaders.set('time-zone', timeZone);
  if (session) requestHeaders.set('authorization', `Bearer ${await mintToken(session)}`);
  // A busy API gets a second call: a short delay is better than a page with an error.
  return unlessBusy(async () => resultOf<T>(await readUpstream(path, requestHeaders, language)), 1);
}

/** The session in the browser's cookie. Only the API knows whether it is still valid. */
export const currentSession = cache(async () => {
  const jar = await cookies();
  if (isSignedOutHere(jar)) after(() => endCookieSession(jar));
  return sessionFrom(jar);
});

/**
 * Like `read`, for what a page cannot be shown without. Redirects to sign-in (and back) if nobody is signed in, and
 * to the 404 page if nothing is found. Returns any other problem for the page to show.
 */
export async function readForPage<T>(path: string): Promise<Result<T>> {
  const result = await read<T>(path);
  if (result.ok) return result;
  if (result.problem.code === 'not-signed-in') redirect(signInAddress(await currentAddress()));
  if (result.problem.code === 'not-found') notFound();
  return result;
}

type Values<Reads> = { [Name in keyof Reads]: Reads[Name] extends Promise<Result<infer T>> ? T : never };

/** Waits for several reads at once. Returns all values, or the first problem. */
export async function readTogether<Reads extends Record<string, Promise<Result<unknown>>>>(
  reads: Reads,
): Promise<{ ok: true; value: Values<Reads> } | { ok: false; problem: AnyProblem }> {
  const names = Object.keys(reads);
  const results = await Promise.all(Object.values(reads));
  const values: Record<string, unknown> = {};
  for (const [at, result] of results.entries()) {
    if (!result.ok) return result;
    values[names[at] as string] = result.value;
  }
  return { ok: true, value: values as Values<Reads> };
}

/** The address of this page, as the proxy noted it. */
async function currentAddress(): Promise<string> {
  return nextAddress((await headers()).get('x-weir-address'));
}

export type MemberOfWorkspace = { me: Me; workspace: Workspace };

/** Reads the signed-in person and their workspace. People who are not members get the 404 page. */
export async function readWorkspace(
  slug: string,
): Promise<{ ok: true; value: MemberOfWorkspace } | { ok: false; problem: AnyProblem }> {
  const me = await readForPage<Me>(adminPaths.me);
  if (!me.ok) return me;
  const workspace = me.value.workspaces.find((each) => each.slug === slug);
  if (!workspace) notFound();
  return { ok: true, value: { me: me.value, workspace } };
}

/** Reads the workspace's boards, for lists, tabs and titles. */
export async function readBoards(slug: string): Promise<Result<BoardSummary[]>> {
  const list = await readForPage<BoardList>(boardsPath(slug));
  return list.ok ? { ...list, value: list.value.items } : list;
}

/** The pictures of the people that a member sees, and which members are service accounts. Those who can't list the members see only their own. */
export async function readAvatars({ me, workspace }: MemberOfWorkspace): Promise<Avatars> {
  const { slug, role } = workspace;
  const own = ownAvatar(me, slug);
  if (!can(role, 'readMembers')) return own;
  const list = await read<AvatarList>(accountPaths.avatars(slug));
  // Without them there are initials.
  if (!list.ok) return own;
  return Object.fromEntries(
    list.value.items.map(({ user, hash }) => [user, hash && avatarAddress(slug, user, hash)]),
  );
}

/** The person's own picture, by any of their workspaces. */
export function ownAvatar({ user: { id, avatar } }: Me, slug: string): Avatars {
  return avatar === null ? {} : { [id]: avatarAddress(slug, id, avatar) };
}

function avatarAddress(slug: string, user: string, hash: string): string {
  return `/api/weir${accountPaths.avatarOf(slug, user, hash)}`;
}

/** Whether this browser keeps the board, so that its page opens without it and reads what changed since. */
export async function isKeptByBrowser(slug: string, key: string): Promise<boolean> {
  const [me, cookie] = [await readForPage<Me>(adminPaths.me), (await cookies()).get(keptCookie)?.value];
  const kept = readKept(cookie);
  return me.ok && kept?.person === me.value.user.id && kept.boards.includes(`${slug}/${key}`);
}

/** Whether the address is that of a board or of one of its cards. They show the board as the browser keeps it. */
export async function isOfBoardPage(slug: string, key: string): Promise<boolean> {
  const [path = ''] = (await currentAddress()).split('?');
  const below = path.startsWith(`/${slug}/${key}`) ? path.slice(`/${slug}/${key}`.length) : null;
  return below !== null && /^(\/cards\/\d+)?\/?$/.test(below);
}

/** The path by which every page reads the boards, so that a request reads them once. */
export function boardsPath(slug: string): string {
  return `${workspacePaths.boards(slug)}?size=200`;
}
