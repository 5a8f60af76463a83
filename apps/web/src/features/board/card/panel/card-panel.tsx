'use client';

import { type ReactNode, useRef } from 'react';
import { Button as CloseButton, Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { Glyph } from '@/components/icon/glyph';
import { Aria } from '@/components/overlay/aria';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import styles from './card-panel.module.css';
import { CardSheet } from './card-sheet';

/** One card, beside the board. `?card=42` opens it; Escape and Back close it. On a phone it fills the screen. */
export function CardPanel({
  number,
  onClose,
  children,
}: {
  number: number;
  onClose: () => void;
  /** What is said at its foot, where the foot of the board is covered. */
  children: ReactNode;
}) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const panel = useRef<HTMLElement>(null);
  return (
    <Aria>
      <ModalOverlay isOpen isDismissable onOpenChange={onClose} className={styles.overlay}>
        <Modal className={styles.modal}>
          <Dialog
            ref={panel}
            className={styles.panel}
            aria-label={t('card.panel.label', { ref: `${board.key}-${number}` })}
          >
            <CardSheet number={number} level={2} inside={panel} onPutAway={onClose}>
              <CloseButton className={styles.close} aria-label={t('common.close')} onPress={onClose}>
                <Glyph name="close" />
              </CloseButton>
            </CardSheet>
            <div className={styles.foot}>{children}</div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </Aria>
  );
}
