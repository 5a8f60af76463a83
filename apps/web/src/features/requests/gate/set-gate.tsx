'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type Gate, GateSetting, type Intake } from '@weir/contract';
import { addYears } from '@weir/domain';
import { RadioGroup } from '@/components/choice/radio-group';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { DateField } from '@/components/form/date-field';
import { Form } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextArea } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { useCurrentBoard } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { daysAfter } from '@/lib/days';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { type GateEnd, gateEndInstant, gateEnds, gateHours } from './gate-end';

type State = GateSetting['state'];
type Values = { state: State; reason: string; end: GateEnd; until: string };

const states: readonly State[] = ['open', 'throttled', 'shut'];

/** Sets the gate by hand, with a reason that every requester can read. */
export function SetGate({ gate }: { gate: Gate }) {
  const t = useTranslations();
  return (
    <Dialog
      title={t('intake.gate.title')}
      lead={t('intake.gate.lead')}
      trigger={<Button size="small">{t('intake.gate.set')}</Button>}
    >
      {(close) => <SetGateForm gate={gate} close={close} />}
    </Dialog>
  );
}

function SetGateForm({ gate, close }: { gate: Gate; close: () => void }) {
  const t = useTranslations();
  const client = useQueryClient();
  const { slug } = useWorkspace();
  const { key, today, timeZone: zone } = useCurrentBoard();
  const form = useApiForm({
    schema: schemas.GateSetting,
    defaultValues: {
      state: gate.state === 'probing' ? 'throttled' : gate.state,
      reason: '',
      end: 'byHand',
      until: daysAfter(today, 7),
    } as Values,
    draftKey: `gate ${requestPaths.gate(slug, key)}`,
    toBody: ({ state, reason, end, until: day }: Values) => {
      const until = state === 'open' ? undefined : gateEndInstant(end, { today, day, zone });
      return { state, reason, ...(until && { until }) };
    },
    check: ({ reason }: Values) =>
      reason.trim() ? [] : [{ path: 'reason', message: t('intake.gate.reasonMissing') }],
    send: (setting: GateSetting) => api.put<Gate>(requestPaths.gate(slug, key), setting),
    announcement: t('intake.gate.saved'),
    onSaved: (saved) => {
      client.setQueryData<Intake>([requestPaths.intake(slug, key)], (now) => now && { ...now, gate: saved });
      close();
    },
  });
  const { state, end } = form.values;
  return (
    <Form {...form.props} label={t('intake.gate.title')}>
      <RadioGroup
        label={t('intake.gate.state')}
        hideLabel
        choices={states.map((id) => ({
          id,
          label: t(`vocabulary.gate.${id}`),
          description: t(`intake.gate.meanings.${id}`),
        }))}
        {...form.field('state')}
      />
      <TextArea
        label={t('intake.gate.reason')}
        description={state === 'open' ? t('intake.gate.reasonKept') : t('intake.gate.reasonShown')}
        rows={2}
        max={500}
        {...form.field('reason')}
      />
      {state !== 'open' && (
        <Select
          label={t('intake.gate.end')}
          options={gateEnds.map((id) => ({ id, label: t(`intake.gate.ends.${id}`, { hours: gateHours }) }))}
          {...form.field('end')}
        />
      )}
      {state !== 'open' && end === 'day' && (
        <DateField
          label={t('intake.gate.day')}
          min={daysAfter(today, 1)}
          max={addYears(today, 1)}
          {...form.field('until')}
        />
      )}
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('intake.gate.submit')}
        </Button>
      </DialogActions>
    </Form>
  );
}
