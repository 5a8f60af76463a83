'use client';

/** The event of the window after a change of the query by these functions. */
export const queryChange = 'weir:query';

type Parameters = Record<string, string | null>;

/**
 * The query of the page as it is now. `useSearchParams` has that of the last render: two quick changes come before the page
 * is drawn again.
 */
export function currentQuery(): URLSearchParams {
  return new URLSearchParams(window.location.search);
}

/** Adds an entry to the history: Back undoes the change. Null removes a parameter. */
export function pushQuery(change: Parameters | URLSearchParams): void {
  window.history.pushState(null, '', addressWith(change));
  window.dispatchEvent(new Event(queryChange));
}

/** Opens a link to the page itself with another query, without the server. False: it is a link to another page. */
export function openQuery(href: string): boolean {
  const { pathname, search } = new URL(href, window.location.href);
  if (pathname !== window.location.pathname) return false;
  pushQuery(new URLSearchParams(search));
  return true;
}

/** Replaces the current entry of the history. Null removes a parameter. */
export function replaceQuery(change: Parameters | URLSearchParams): void {
  window.history.replaceState(null, '', addressWith(change));
  window.dispatchEvent(new Event(queryChange));
}

/** The page's address with some parameters changed, or with another query. */
function addressWith(change: Parameters | URLSearchParams): string {
  const query = change instanceof URLSearchParams ? change : changed(change);
  const { pathname } = window.location;
  return query.size > 0 ? `${pathname}?${query}` : pathname;
}

function changed(parameters: Parameters): URLSearchParams {
  const query = currentQuery();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  return query;
}
