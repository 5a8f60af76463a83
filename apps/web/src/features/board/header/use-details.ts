import { useRemembered } from '@/lib/browser/use-remembered';
import { useWorkspace } from '@/lib/context/workspace';

/** Whether the details of a board's state are shown. This browser remembers it for each board and person. */
export function useDetails(board: string) {
  const { slug, me } = useWorkspace();
  const [kept, keep] = useRemembered(`weir:board-details:${me.id}:${slug}/${board}`);
  return { isOpen: kept === 'open', setOpen: (isOpen: boolean) => keep(isOpen ? 'open' : null) };
}
