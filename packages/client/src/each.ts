import { orThrow } from './refusals.js';

type Page<Item> = { items: Item[]; nextCursor: string | null };
type Query = { cursor?: string | undefined };
type ListOptions = { query?: Query | undefined };
/** The item of the list that a call resolves to. */
type ItemOf<List extends (options: never) => Promise<unknown>> =
  NonNullable<Awaited<ReturnType<List>> extends { data?: infer Data } ? Data : never> extends Page<infer Item>
    ? Item
    : never;

/**
 * Every item of a list, page by page: `for await (const request of each(listRequests, { client, path }))`. The next page is read when
 * its first item is needed. Throws `Refused` if the API refuses a page.
 */
export async function* each<List extends (options: never) => Promise<unknown>>(
  list: List,
  options: Parameters<List>[0],
): AsyncGenerator<ItemOf<List>, void, undefined> {
  const given = options as ListOptions;
  let query = given.query;
  for (;;) {
    const answered = (await list({ ...given, query } as never)) as {
      data?: Page<ItemOf<List>>;
      error?: unknown;
    };
    const { items, nextCursor } = orThrow(answered);
    yield* items;
    if (nextCursor === null) return;
    query = { ...query, cursor: nextCursor };
  }
}
