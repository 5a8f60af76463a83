'use client';

import type { Card } from '@weir/contract';
import { type ComponentProps, type MouseEvent, startTransition } from 'react';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardPage } from '../board-context';

type Props = { card: Card; isReachable: boolean } & Omit<
  ComponentProps<'a'>,
  'href' | 'tabIndex' | 'dir' | 'onClick' | 'onMouseDown' | 'onFocus'
>;

/**
 * The link to a card. A press opens the card over the board. With Ctrl, ⌘ or Shift, and by touch while others are
 * selected, a press selects it; for people who can't change cards those keys do what they do on any link.
 */
export function CardLink({ card: { number }, isReachable, ...rest }: Props) {
  const { board, canEdit, openCard, selection, setCurrent } = useBoardPage();
  const { slug } = useWorkspace();
  const follow = (event: MouseEvent<HTMLElement>) => {
    const { ctrlKey, metaKey, shiftKey } = event;
    const hasKey = ctrlKey || metaKey || shiftKey;
    if (event.button !== 0 || (hasKey && !canEdit)) return;
    event.preventDefault();
    if (!hasKey && !(selection.isOn && isTouch(event))) return openCard(number);
    event.currentTarget.focus();
    selection.toggle(number, { isRange: shiftKey });
  };
  return (
    <a
      {...rest}
      href={`/${slug}/${board.key}/cards/${number}`}
      onClick={follow}
      // Shift would select text up to here.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      // Only Tab needs to know, and the focus may not wait for the whole board to be drawn.
      onFocus={() => startTransition(() => setCurrent(number))}
      tabIndex={isReachable ? 0 : -1}
      dir="auto"
    />
  );
}

function isTouch({ nativeEvent }: MouseEvent): boolean {
  return 'pointerType' in nativeEvent && nativeEvent.pointerType === 'touch';
}
