'use client';

import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useContext,
} from 'react';

export type PressButtonProps = Omit<ComponentProps<'button'>, 'onClick' | 'disabled'> & {
  /** Called on a press by mouse, finger or key. The event does not bubble. */
  onPress?: (() => void) | undefined;
  isDisabled?: boolean | undefined;
};

/** What an overlay gives to the button inside it that opens it. */
export type TriggerProps = Pick<
  ComponentProps<'button'>,
  'aria-expanded' | 'aria-haspopup' | 'aria-keyshortcuts'
> & {
  triggerRef: RefObject<HTMLButtonElement | null>;
  onPress?: (() => void) | undefined;
  onKeyDown?: (event: KeyboardEvent<HTMLButtonElement>) => void;
  onPointerDown?: (event: PointerEvent<HTMLButtonElement>) => void;
  onPointerMove?: (event: PointerEvent<HTMLButtonElement>) => void;
  onPointerUp?: () => void;
  onPointerCancel?: () => void;
};

export const TriggerContext = createContext<TriggerProps | null>(null);

/** The browser's own button, without a look. */
export function PressButton({
  onPress,
  isDisabled,
  onKeyDown,
  onPointerDown,
  ref,
  ...rest
}: PressButtonProps) {
  const trigger = useContext(TriggerContext);
  const {
    triggerRef,
    onPress: open,
    onKeyDown: keyOfTrigger,
    onPointerDown: down,
    ...attributes
  } = trigger ?? {};
  const press = (event: MouseEvent) => {
    event.stopPropagation();
    onPress?.();
    open?.();
  };
  const keyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    onKeyDown?.(event);
    keyOfTrigger?.(event);
    // These keys press the button, so they must not act as shortcuts too.
    if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
  };
  return (
    <button
      type="button"
      {...attributes}
      {...rest}
      ref={(button) => {
        if (triggerRef) triggerRef.current = button;
        if (typeof ref === 'function') ref(button);
        else if (ref) ref.current = button;
      }}
      disabled={isDisabled}
      onClick={press}
      onKeyDown={keyDown}
      onPointerDown={(event) => {
        onPointerDown?.(event);
        down?.(event);
      }}
    />
  );
}
