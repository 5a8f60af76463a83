'use client';

import type { LimitTrial } from '@weir/contract';
import { addDays, todayIn, trialDays } from '@weir/domain';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextArea } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { trialPaths } from '@/lib/api/paths/trial-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { Presets } from '../filters/presets';
import { ChangeText } from './answer';
import type { BoardNow, Changes } from './changes';
import styles from './what-if.module.css';

const lengths = [7, trialDays.usual, 28, trialDays.most];
const longest = 500;

/** Asks for how long and why to try the limits of an answer, and starts the trial. */
export function TryDialog({
  board,
  now,
  changes,
  onClose,
}: {
  board: string;
  now: BoardNow;
  changes: Changes;
  onClose: () => void;
}) {
  const t = useTranslations();
  const dates = useDates();
  const router = useRouter();
  const { slug } = useWorkspace();
  const [days, setDays] = useState<number>(trialDays.usual);
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { isPending, problem, save } = useSave();
  const text = reason.trim();
  const endsOn = addDays(todayIn(new Date(), now.timeZone), days - 1);
  const send = async () => {
    if (text === '') return setMissing(true);
    const limits = Object.entries(changes.limits).map(([id, max]) => ({
      columnId: id === 'board' ? null : id,
      max,
    }));
    const isDone = await save(
      () => api.post<LimitTrial>(trialPaths.list(slug, board), { limits, days, reason: text }),
      { announcement: t('trials.start.done') },
    );
    if (isDone) router.push(`/${slug}/${board}/flow/trials`);
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('trials.start.title')}
      lead={t('trials.start.lead')}
      size="small"
    >
      <Form onSubmit={() => void send()} label={t('trials.start.title')}>
        <p>
          <ChangeText changes={changes} now={now} />
        </p>
        <div className={styles.staffing}>
          <span>{t('trials.start.days')}</span>
          <Presets
            label={t('trials.start.days')}
            choices={lengths.map((id) => ({ id, label: t('trials.start.weeks', { weeks: id / 7 }) }))}
            value={days}
            onChange={setDays}
          />
        </div>
        <p>{t('trials.start.until', { day: dates.day(endsOn) })}</p>
        <TextArea
          label={t('trials.start.reason')}
          rows={3}
          max={longest}
          maxLength={longest * 2}
          value={reason}
          error={isMissing && text === '' ? t('trials.start.missing') : undefined}
          onChange={setReason}
        />
        {problem && <ProblemNotice problem={problem} />}
        <DialogActions>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t('trials.start.submit')}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
