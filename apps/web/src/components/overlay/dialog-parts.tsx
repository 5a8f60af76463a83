'use client';

import type { ReactNode } from 'react';
import { Button, Heading, Modal, ModalOverlay, Dialog as RacDialog } from 'react-aria-components';
import { Glyph } from '../icon/glyph';
import { Aria } from './aria';
import type { DialogContent } from './contents';
import styles from './dialog.module.css';

/** The dialog itself. `closeLabel` names the cross. */
export function Sheet({
  title,
  lead,
  children,
  size = 'normal',
  role = 'dialog',
  isDismissable = true,
  closeLabel,
  ...control
}: DialogContent & {
  closeLabel: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}): ReactNode {
  return (
    <Aria>
      <ModalOverlay className={styles.overlay} isKeyboardDismissDisabled={!isDismissable} {...control}>
        <Modal className={`${styles.modal} ${styles[size]}`}>
          <RacDialog className={styles.dialog} role={role}>
            {({ close }) => (
              <>
                <div className={styles.head}>
                  <div>
                    <Heading slot="title" className={styles.title}>
                      {title}
                    </Heading>
                    {lead && <p className={styles.lead}>{lead}</p>}
                  </div>
                  {isDismissable && (
                    <Button className={styles.close} aria-label={closeLabel} onPress={close}>
                      <Glyph name="close" />
                    </Button>
                  )}
                </div>
                {typeof children === 'function' ? children(close) : children}
              </>
            )}
          </RacDialog>
        </Modal>
      </ModalOverlay>
    </Aria>
  );
}
