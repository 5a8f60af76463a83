'use client';

import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { TriggerContext, type TriggerProps } from '../press/press-button';

/** Whether an overlay is open, and how that changes; the caller may decide both. */
export type Openness = {
  isOpen?: boolean | undefined;
  onOpenChange?: ((isOpen: boolean) => void) | undefined;
};

export type Opened = {
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  triggerRef: RefObject<HTMLButtonElement | null>;
};

export function useOpened({ isOpen: given, onOpenChange }: Openness): Opened {
  const [own, setOwn] = useState(false);
  const triggerRef = useRef<HTMLButtonElement>(null);
  const setOpen = (isOpen: boolean) => {
    setOwn(isOpen);
    onOpenChange?.(isOpen);
  };
  return { isOpen: given ?? own, setOpen, triggerRef };
}

/** Around the Button that opens an overlay. The focus returns to it. */
export function Trigger({
  of: { isOpen, triggerRef },
  onPress,
  children,
  ...rest
}: Omit<TriggerProps, 'triggerRef'> & { of: Opened; children: ReactNode }) {
  const press = () => {
    // Safari does not focus a button on click.
    triggerRef.current?.focus();
    onPress?.();
  };
  return (
    <TriggerContext
      value={{ ...rest, triggerRef, 'aria-expanded': isOpen, ...(onPress && { onPress: press }) }}
    >
      {children}
    </TriggerContext>
  );
}
