'use client';

import type { ReactElement, ReactNode } from 'react';
import {
  Button,
  DialogTrigger,
  Heading,
  Modal,
  ModalOverlay,
  Dialog as RacDialog,
} from 'react-aria-components';
import { useTranslations } from '@/lib/words/use-translations';
import { Glyph } from '../icon/glyph';
import styles from './dialog.module.css';

type Props = {
  title: ReactNode;
  /** A line under the title. */
  lead?: ReactNode;
  /** A function gets `close`. */
  children: ReactNode | ((close: () => void) => ReactNode);
  /** A Button that opens it. Without one use `isOpen` and `onOpenChange`. */
  trigger?: ReactElement;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  size?: 'small' | 'normal' | 'wide';
  /** `alertdialog` for what can't be undone. */
  role?: 'dialog' | 'alertdialog';
  /** False for a dialog that must be answered: neither Escape nor a cross closes it. */
  isDismissable?: boolean;
};

/**
 * A dialog in the middle of the page, on a phone a sheet from the bottom. Escape and the cross close it. A press
 * outside does not: it would lose what was typed.
 */
export function Dialog({ trigger, isOpen, onOpenChange, ...content }: Props) {
  const control = { ...(isOpen !== undefined && { isOpen }), ...(onOpenChange && { onOpenChange }) };
  if (!trigger) return <Sheet {...content} {...control} />;
  return (
    <DialogTrigger {...control}>
      {trigger}
      <Sheet {...content} />
    </DialogTrigger>
  );
}

/** The row of actions at the end of a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}

function Sheet({
  title,
  lead,
  children,
  size = 'normal',
  role = 'dialog',
  isDismissable = true,
  ...control
}: Omit<Props, 'trigger'>) {
  const t = useTranslations();
  return (
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
                  <Button className={styles.close} aria-label={t('common.close')} onPress={close}>
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
  );
}
