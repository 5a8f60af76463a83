import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import {
  draggable,
  dropTargetForElements,
  type ElementDropTargetEventBasePayload,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { attachClosestEdge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';

export { followPresses } from './touch-drag';
export { blockingLimits, dragAnnouncement, verdictOf } from './verdict';
export { VerdictLabel, VerdictPopover } from './verdict-label';

export type Edge = 'above' | 'below';

/** Reports the dragged card, and null once it is dropped, also if the card has left the board meanwhile. */
export function watchDrags(report: (card: number | null) => void): () => void {
  return monitorForElements({
    canMonitor: ({ source }) => typeof source.data.card === 'number',
    onDragStart: ({ source }) => report(source.data.card as number),
    onDrop: () => report(null),
  });
}

/** Makes a card draggable, and a drop target for cards above and below it. `onEdge` gets the edge under the pointer. */
export function attachCard(
  element: HTMLElement,
  number: number,
  { onEdge, onDrop }: { onEdge: (edge: Edge | null) => void; onDrop: (dropped: number, edge: Edge) => void },
): () => void {
  const edgeUnder = ({ self, source }: ElementDropTargetEventBasePayload): Edge | null => {
    if (source.data.card === number) return null;
    return extractClosestEdge(self.data) === 'bottom' ? 'below' : 'above';
  };
  return combine(
    draggable({
      element,
      getInitialData: () => ({ card: number }),
    }),
    dropTargetForElements({
      element,
      canDrop: ({ source }) => typeof source.data.card === 'number',
      getData: ({ input, element }) =>
        attachClosestEdge({}, { input, element, allowedEdges: ['top', 'bottom'] }),
      onDrag: (event) => onEdge(edgeUnder(event)),
      onDragLeave: () => onEdge(null),
      onDrop: (event) => {
        onEdge(null);
        const at = edgeUnder(event);
        if (at) onDrop(event.source.data.card as number, at);
      },
    }),
  );
}

/** Makes a cell a drop target, except where a card in it takes the drop. `onOver` gets whether a card is over it. */
export function attachCell(
  element: HTMLElement,
  { onOver, onDrop }: { onOver: (isOver: boolean) => void; onDrop: (dropped: number) => void },
): () => void {
  return dropTargetForElements({
    element,
    canDrop: ({ source }) => typeof source.data.card === 'number',
    onDragEnter: () => onOver(true),
    onDragLeave: () => onOver(false),
    onDrop: ({ self, source, location }) => {
      onOver(false);
      // A card under the pointer has taken it already.
      if (location.current.dropTargets[0]?.element === self.element) onDrop(source.data.card as number);
    },
  });
}
