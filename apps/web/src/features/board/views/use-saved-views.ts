import { useQuery } from '@tanstack/react-query';
import { can, type SavedView, type SavedViewList } from '@weir/contract';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { pushQuery } from '@/lib/pages/page-query';
import { useQueryPart } from '@/lib/pages/query-parts';
import { queryOfView } from './view-query';

export type SavedViews = {
  all: readonly SavedView[];
  /** The current view as it would be saved. */
  query: string;
  /** The saved view that the page shows now, the person's own first. */
  current: SavedView | undefined;
  mayChange: (view: SavedView) => boolean;
  apply: (view: SavedView) => void;
  /** Reads them again: no event says that somebody shared one. */
  refresh: () => Promise<unknown>;
};

/** The person's saved views of a board, and the shared ones. */
export function useSavedViews(key: string): SavedViews {
  const { slug, role } = useWorkspace();
  const query = useQueryPart(queryOfView);
  const { data, refetch } = useQuery({
    ...reading<SavedViewList>(boardPaths.views(slug, key)),
    staleTime: 60_000,
  });
  const all = data?.items ?? [];
  const matching = all.filter((view) => queryOfView(new URLSearchParams(view.query)) === query);
  return {
    all,
    query,
    current: matching.find(({ shared }) => !shared) ?? matching[0],
    mayChange: ({ shared }) => !shared || can(role, 'manageBoards'),
    apply: ({ query: to }) => pushQuery(new URLSearchParams(to)),
    refresh: refetch,
  };
}
