'use client';

import { useEffect, useRef } from 'react';
import { hoursSaid } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import styles from './guest.module.css';

type Props = {
  email: string;
  hours: number;
  /** Back to what was sent, to change its address. */
  onAgain: () => void;
  onMore: () => void;
};

/** It is sent, and takes no place yet: the next step is in a mailbox. */
export function LookInYourMail({ email, hours, onAgain, onMore }: Props) {
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.focus(), []);
  return (
    <div ref={here} tabIndex={-1} className={styles.arrived}>
      <Notice
        tone="info"
        role="status"
        title="Look in your mail"
        actions={
          <>
            <Button size="small" onPress={onAgain}>
              Change the address
            </Button>
            <Button size="small" variant="plain" onPress={onMore}>
              Ask for something else
            </Button>
          </>
        }
      >
        <p>
          An e-mail is on its way to <b>{email}</b>. Confirm in it that the address is yours: only then does
          your request take a place. The link holds for {hoursSaid(hours)}.
        </p>
        <p>
          Nothing there after some minutes? Look among the spam. If the address is wrong, change it and send
          the request again: it is here as you wrote it.
        </p>
      </Notice>
    </div>
  );
}
