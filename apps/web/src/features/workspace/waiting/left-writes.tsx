'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useFormatter } from 'next-intl';
import { useEffect, useEffectEvent, useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { LinkButton } from '@/components/form/link-button';
import { announce } from '@/lib/announce';
import { copyText } from '@/lib/browser/copy-text';
import { forgetWrite, type KeptWrite } from '@/lib/waiting/kept-writes';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './left-writes.module.css';
import { refusedWrites, sendLeft } from './send-left';
import { kindOf, placeOf, subjectsOf, textOf } from './write-place';

/** Sends what earlier pages left, at each look, and shows what could not be made. */
export function LeftWrites({ looks }: { looks: number }) {
  const t = useTranslations();
  const client = useQueryClient();
  const [refused, setRefused] = useState<KeptWrite[]>([]);
  const show = () => setRefused(refusedWrites());
  const send = useEffectEvent(async (_look: number) => {
    show();
    const count = await sendLeft(client, show);
    if (count > 0) announce(t('waiting.sent', { count }));
  });
  useEffect(() => void send(looks), [looks]);
  if (refused.length === 0) return null;
  return (
    <section className={styles.refused} aria-label={t('waiting.region')}>
      {refused.map((write) => (
        <RefusedWrite
          key={write.id}
          write={write}
          onDismiss={() => {
            forgetWrite(write);
            show();
          }}
        />
      ))}
    </section>
  );
}

function RefusedWrite({ write, onDismiss }: { write: KeptWrite; onDismiss: () => void }) {
  const t = useTranslations();
  const format = useFormatter();
  const subject = format.list(subjectsOf(write));
  const text = textOf(write);
  const { refused } = write;
  const why = () => {
    if (refused === 'too-old' || !refused) return t('waiting.tooOld');
    if (refused.code === 'precondition-failed') return t('waiting.changed');
    return refused.detail || t(`problems.${refused.code}.meaning`);
  };
  const copy = async () => {
    if (await copyText(text)) announce(t('components.copied'));
  };
  return (
    <Notice
      tone="warn"
      role="alert"
      title={t('waiting.refused', { kind: kindOf(write), subject })}
      actions={
        <>
          <LinkButton size="small" href={placeOf(write.path).href}>
            {t('waiting.open', { ref: placeOf(write.path).ref ?? subject })}
          </LinkButton>
          {text && (
            <Button size="small" onPress={copy}>
              {t('waiting.copy')}
            </Button>
          )}
          <Button size="small" onPress={onDismiss}>
            {t('common.dismiss')}
          </Button>
        </>
      }
    >
      <p>{why()}</p>
      {text && (
        <blockquote className={styles.typed} dir="auto">
          {text}
        </blockquote>
      )}
    </Notice>
  );
}
