'use client';

import type { LimitTrial } from '@weir/contract';
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
import { useTranslations } from '@/lib/words/use-translations';

const longest = 500;

type Props = {
  board: string;
  trial: LimitTrial;
  choice: 'keep' | 'putBack';
  renew: () => Promise<unknown>;
  onClose: () => void;
};

/** Keeps the limits of a trial or puts the earlier ones back. This ends a running trial, which needs a reason. */
export function DecisionDialog({ board, trial, choice, renew, onClose }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const isRunning = trial.state === 'running';
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const { isPending, problem, save } = useSave();
  const text = reason.trim();
  const send = async () => {
    if (isRunning && text === '') return setMissing(true);
    const path = isRunning
      ? trialPaths.end(slug, board, trial.id)
      : trialPaths.decision(slug, board, trial.id);
    const body = { decision: choice, ...(text !== '' && { reason: text }) };
    const isDone = await save(() => api.put<LimitTrial>(path, body), {
      announcement: t(`trials.dialog.done.${choice}`),
    });
    await renew();
    if (isDone) onClose();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t(isRunning ? `trials.dialog.end.${choice}` : `trials.dialog.decide.${choice}`)}
      lead={t(`trials.dialog.lead.${choice}`, { isRunning: `${isRunning}` })}
      size="small"
    >
      <Form onSubmit={() => void send()} label={t('trials.dialog.label')}>
        <TextArea
          label={t('trials.dialog.reason')}
          optional={!isRunning}
          rows={3}
          max={longest}
          maxLength={longest * 2}
          value={reason}
          error={isMissing && text === '' ? t('trials.dialog.missing') : undefined}
          onChange={setReason}
        />
        {problem && <ProblemNotice problem={problem} />}
        <DialogActions>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={isPending}>
            {t(isRunning ? `trials.dialog.end.${choice}` : `trials.dialog.decide.${choice}`)}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
