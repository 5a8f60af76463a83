'use client';

import { type ReactNode, useId, useRef, useState } from 'react';
import { Popover } from '@/components/overlay/popover';
import type { CardPart } from '../../../board-context';
import { FactButton } from '../../fact-button';
import { useAskedPart } from '../../use-asked-part';
import styles from './card-facts.module.css';

/** A fact of the card that a picker changes at once. A `refusal` shows in the picker, or below the fact once it is closed. */
export function PickedFact({
  part,
  label,
  invitation,
  shown,
  refusal,
  onOpen,
  children,
}: {
  part: CardPart;
  label: string;
  invitation: string | false;
  /** What is chosen. */
  shown: ReactNode;
  refusal: ReactNode;
  onOpen: () => void;
  children: ReactNode;
}) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const fact = useRef<HTMLDivElement>(null);
  useAskedPart(part, fact);
  const open = (isOpened: boolean) => {
    setOpen(isOpened);
    if (isOpened) onOpen();
  };
  return (
    <div ref={fact} className={styles.fact}>
      <dt id={id}>{label}</dt>
      <dd>
        <Popover
          title={label}
          hideTitle
          isOpen={isOpen}
          onOpenChange={open}
          trigger={
            <FactButton labelledBy={id} invitation={invitation}>
              {shown}
            </FactButton>
          }
        >
          {children}
          {refusal && <div className={styles.refusal}>{refusal}</div>}
        </Popover>
        {!isOpen && refusal}
      </dd>
    </div>
  );
}
