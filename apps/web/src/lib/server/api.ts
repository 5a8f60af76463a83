import 'server-only';
import type { BoardList, BoardSummary, Me, Workspace } from '@weir/contract';
import { cookies, headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { paths } from '@/lib/api/paths';
import { type AnyProblem, type Result, resultOf } from '@/lib/api/result';
import { nextAddress, signInAddress } from '@/lib/next-address';
import { sessionFrom } from '@/lib/server/session';
import { mintToken } from '@/lib/server/token';
import { unreachable, upstreamUrl } from '@/lib/server/upstream';
import { type Reader, readerFrom } from '@/lib/words/reader';

/** A read of the API for a page's first paint, as the person who asks for the page; once a request and path. */
export const read = cache(async <T>(path: string): Promise<Result<T>> => {
  const session = await currentSession();
  const { language } = await currentReader();
  const requestHeaders = new Headers({ accept: 'application/json', 'accept-language': language });
  if (session) requestHeaders.set('authorization', `Bearer ${await mintToken(session)}`);
  const answer = await fetch(upstreamUrl(path), { headers: requestHeaders, cache: 'no-store' }).catch(() =>
    unreachable(),
  );
  return resultOf<T>(answer);
}) as <T>(path: string) => Promise<Result<T>>;

/** For whom this page is worded. */
export const currentReader = cache(
  async (): Promise<Reader> => readerFrom(await cookies(), (await headers()).get('accept-language')),
);

/** Who the cookie says is here; only the API knows whether that still holds. */
export const currentSession = cache(async () => sessionFrom(await cookies()));

/**
 * As `read`, for what a page can't do without: leads to sign-in where nobody is signed in (and back again),
 * to the 404 page where there is nothing; any other problem is given back for the page to draw.
 */
export async function need<T>(path: string): Promise<Result<T>> {
  const result = await read<T>(path);
  if (result.ok) return result;
  if (result.problem.code === 'not-signed-in') redirect(signInAddress(await currentAddress()));
  if (result.problem.code === 'not-found') notFound();
  return result;
}

/** The address of the page being made, as the proxy noted it. */
export async function currentAddress(): Promise<string> {
  return nextAddress((await headers()).get('x-weir-address'));
}

export type Here = { me: Me; workspace: Workspace };

/** Who is here, and what they are in this workspace. One who does not belong finds nothing (404). */
export async function here(
  slug: string,
): Promise<{ ok: true; value: Here } | { ok: false; problem: AnyProblem }> {
  const me = await need<Me>(paths.me);
  if (!me.ok) return me;
  const workspace = me.value.workspaces.find((each) => each.slug === slug);
  if (!workspace) notFound();
  return { ok: true, value: { me: me.value, workspace } };
}

/** The workspace's boards as its list tells them; for the switcher, tabs and titles too. */
export async function boardsOf(slug: string): Promise<Result<BoardSummary[]>> {
  const list = await need<BoardList>(boardsPath(slug));
  return list.ok ? { ...list, value: list.value.items } : list;
}

/** The list of boards as every page reads it: one path, one read a request. */
export function boardsPath(slug: string): string {
  return `${paths.boards(slug)}?size=200`;
}
