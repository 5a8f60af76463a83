'use client';

import type { PushSubscription as Device, PushTest } from '@weir/contract';
import { ControlLine, Controls, Fact } from '@/components/data/control-lines';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { useSave } from '@/lib/forms/use-save';
import { useDeviceName } from '@/lib/words/use-device-name';
import { useTranslations } from '@/lib/words/use-translations';

type Props = {
  device: Device;
  isHere: boolean;
  onTested: (outcome: PushTest['outcome'] | null) => void;
  onChanged: () => Promise<unknown>;
};

/** A device, with buttons to test and remove it. The panel shows the result of a test, because a device that is gone no longer has a line. */
export function DeviceLine({ device, isHere, onTested, onChanged }: Props) {
  const t = useTranslations();
  const testing = useSave({ onSaved: onChanged });
  const removing = useSave({ onSaved: onChanged });
  const { id, createdAt, pushedAt } = device;
  const name = useDeviceName(device);
  const test = async () => {
    onTested(null);
    const tested = await testing.result(() => api.post<PushTest>(accountPaths.deviceTest(id)), {
      announcement: '',
    });
    onTested(tested.ok ? tested.value.outcome : null);
  };
  const remove = async () => {
    const isSaved = await removing.save(() => api.delete(accountPaths.device(id)), {
      announcement: t('push.devices.removed'),
    });
    // It may be gone already.
    if (!isSaved) await onChanged();
  };
  const problem = testing.problem ?? removing.problem;
  return (
    <ControlLine
      name={t('push.devices.name', { name, here: String(isHere) })}
      facts={
        <Fact>
          {t.rich('push.devices.times', {
            created: () => <Ago at={createdAt} />,
            hasPushed: String(pushedAt !== null),
            pushed: () => pushedAt && <Ago at={pushedAt} />,
          })}
        </Fact>
      }
    >
      <Controls>
        <Button
          size="small"
          onPress={test}
          isPending={testing.isPending}
          aria-label={t('push.devices.testLabel', { name })}
        >
          {t('push.devices.test')}
        </Button>
        {/* This browser’s own is turned off above: its subscription ends too. */}
        {!isHere && (
          <Button
            size="small"
            onPress={remove}
            isPending={removing.isPending}
            aria-label={t('push.devices.removeLabel', { name })}
          >
            {t('push.devices.remove')}
          </Button>
        )}
      </Controls>
      {problem && <ProblemNotice problem={problem} />}
    </ControlLine>
  );
}
