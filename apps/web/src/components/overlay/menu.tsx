'use client';

import {
  createContext,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useContext,
  useState,
} from 'react';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import type { ChoiceSectionProps, MenuContent, MenuItemProps } from './contents';
import { type Openness, Trigger, useOpened } from './trigger';
import { useLongPress } from './use-long-press';

const later = new Later(() => import('./menu-parts'));
const PartsContext = createContext<typeof later.loaded>(null);

/** `trigger` is a Button. */
export function Menu({
  trigger,
  opensBy = 'press',
  isOpen,
  onOpenChange,
  ...content
}: MenuContent &
  Openness & {
    trigger: ReactElement;
    /** Whether a press of the button opens it, or only a long one, a right click, or Alt with the down arrow. */
    opensBy?: 'press' | 'longPress';
  }) {
  const opened = useOpened({ isOpen, onOpenChange });
  const [focused, setFocused] = useState<'first' | 'last'>('first');
  const parts = useWhenUsed(later, opened.isOpen);
  const open = (at: 'first' | 'last' = 'first') => {
    setFocused(at);
    opened.setOpen(true);
  };
  const longPress = useLongPress(() => open());
  const byArrow = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    if (opensBy === 'longPress' && !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    open(event.key === 'ArrowDown' ? 'first' : 'last');
  };
  return (
    <>
      <Trigger
        of={opened}
        aria-haspopup="menu"
        aria-keyshortcuts={opensBy === 'longPress' ? 'Alt+ArrowDown' : undefined}
        onKeyDown={byArrow}
        {...(opensBy === 'press'
          ? { onPress: () => (opened.isOpen ? opened.setOpen(false) : open()) }
          : longPress)}
      >
        {trigger}
      </Trigger>
      {parts && (
        <PartsContext value={parts}>
          <parts.Surface
            {...content}
            triggerRef={opened.triggerRef}
            // Null: its items are still loading.
            isOpen={opened.isOpen && content.children !== null}
            onOpenChange={opened.setOpen}
            focused={focused}
          />
        </PartsContext>
      )}
    </>
  );
}

/** For a menu with items that load when it opens: `<Menu {...opening}>{parts && <parts.Items />}</Menu>`. */
export function useMenuParts<Module>(items: Later<Module>) {
  const [isOpen, onOpenChange] = useState(false);
  return { parts: useWhenUsed(items, isOpen), opening: { isOpen, onOpenChange } };
}

/** `href` navigates; `onAction` acts; `isCurrent` marks the current choice. */
export function MenuItem(props: MenuItemProps) {
  const parts = useContext(PartsContext);
  return parts && <parts.Item {...props} />;
}

export function MenuSection(props: { title: ReactNode; children: ReactNode }) {
  const parts = useContext(PartsContext);
  return parts && <parts.Section {...props} />;
}

/** Choices that show whether they are selected. With `isSingle` at most one of them is. */
export function ChoiceSection<Id extends string>(props: ChoiceSectionProps<Id>) {
  const parts = useContext(PartsContext);
  return parts && <parts.Choices {...props} />;
}

export function MenuLine() {
  const parts = useContext(PartsContext);
  return parts && <parts.Line />;
}
