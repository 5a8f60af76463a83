'use client';

import { useSearchParams } from 'next/navigation';
import {
  createContext,
  type ReactNode,
  useContext,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { queryChange } from './page-query';

/** The query of one page, for components that each follow a part of it. */
class PageQuery {
  private query: URLSearchParams;
  private path = '';
  private readonly listeners = new Set<() => void>();

  constructor(first: string) {
    this.query = new URLSearchParams(first);
  }

  now = (): URLSearchParams => this.query;

  /** Reads the address. Back may have led to another page, which is not drawn yet. */
  read = (): void => {
    const { pathname, search } = window.location;
    if (pathname !== this.path || search === this.search()) return;
    this.query = new URLSearchParams(search);
    for (const listener of this.listeners) listener();
  };

  /** Once its page is drawn: while a link leads to it, the address is still that of the page before. */
  follow = (): (() => void) => {
    this.path = window.location.pathname;
    window.addEventListener(queryChange, this.read);
    window.addEventListener('popstate', this.read);
    return () => {
      window.removeEventListener(queryChange, this.read);
      window.removeEventListener('popstate', this.read);
    };
  };

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private search(): string {
    return this.query.size > 0 ? `?${this.query}` : '';
  }
}

const Context = createContext<PageQuery | null>(null);

/**
 * Lets the components in it follow parts of the page's query. `useSearchParams` draws a component again with every change of the
 * query, and only when the router has drawn its page; `useQueryPart` only with its own part, and at once.
 */
export function QueryParts({ children }: { children: ReactNode }) {
  const inAddress = useSearchParams().toString();
  const [query] = useState(() => new PageQuery(inAddress));
  useLayoutEffect(() => query.follow(), [query]);
  // After a link to the same page, the router draws it with another query.
  useLayoutEffect(() => query.read());
  return <Context value={query}>{children}</Context>;
}

/** A part of the page's query. What `select` returns is compared by identity: a text, a number or null. */
export function useQueryPart<Part extends string | number | null>(
  select: (query: URLSearchParams) => Part,
): Part {
  const query = useContext(Context);
  if (!query) throw new Error('outside of QueryParts');
  const part = () => select(query.now());
  return useSyncExternalStore(query.subscribe, part, part);
}
