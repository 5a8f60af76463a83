'use client';

import { useQuery } from '@tanstack/react-query';
import type { PushSubscriptionList, PushTest } from '@weir/contract';
import { useRef, useState } from 'react';
import { ControlLines } from '@/components/data/control-lines';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Panel } from '@/components/layout/panel';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useTranslations } from '@/lib/words/use-translations';
import { DeviceLine } from './device-line';
import styles from './devices.module.css';
import { PushTopics } from './push-topics';
import { useOwnDevice } from './use-own-device';

/** Turns notices on and off in this browser, and lists the person's devices and the topics that go there. */
export function DevicesPanel({ first }: { first: PushSubscriptionList }) {
  const t = useTranslations();
  const { me } = useWorkspace();
  const query = useQuery({ ...reading<PushSubscriptionList>(accountPaths.devices), initialData: first });
  const { items, publicKey } = query.data;
  const list = useRef<HTMLUListElement>(null);
  const [tested, setTested] = useState<PushTest['outcome'] | null>(null);
  const own = useOwnDevice(me.id, () => query.refetch());
  if (publicKey === null) return null;
  const here = items.find(({ id }) => id === own.id);
  const refresh = async () => {
    await query.refetch();
    // The button that removed a device is gone.
    focusRows(list);
  };
  return (
    <Panel title={t('push.devices.title')}>
      <div className={styles.panel}>
        <p className={styles.lead}>{t('push.devices.lead')}</p>
        {here ? (
          <div>
            <Button onPress={() => own.turnOff(here.id)} isPending={own.isPending}>
              {t('push.devices.turnOff')}
            </Button>
          </div>
        ) : own.support === 'ready' ? (
          <div>
            <Button variant="primary" onPress={() => own.turnOn(publicKey)} isPending={own.isPending}>
              {t('push.devices.turnOn')}
            </Button>
          </div>
        ) : (
          own.support && <Notice tone="warn">{t(`push.devices.${own.support}`)}</Notice>
        )}
        {own.outcome && (
          <Notice tone="warn" role="status">
            {t(`push.devices.${own.outcome}`)}
          </Notice>
        )}
        {own.problem && <ProblemNotice problem={own.problem} />}
        {tested && (
          <Notice tone={tested === 'sent' ? 'ok' : 'warn'} role="status">
            {t(`push.devices.outcomes.${tested}`)}
          </Notice>
        )}
        {items.length > 0 && (
          <>
            <ControlLines ref={list} label={t('push.devices.list')}>
              {items.map((device) => (
                <DeviceLine
                  key={device.id}
                  device={device}
                  isHere={device.id === own.id}
                  onTested={setTested}
                  onChanged={refresh}
                />
              ))}
            </ControlLines>
            <PushTopics />
          </>
        )}
      </div>
    </Panel>
  );
}
