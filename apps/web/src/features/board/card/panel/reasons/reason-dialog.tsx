'use client';

import { type Card, can, type Override } from '@weir/contract';
import { requesterName } from '@weir/words';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextArea } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { cardPaths } from '@/lib/api/paths/card-paths';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useApiForm } from '@/lib/forms/use-api-form';
import { withAllWords } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../../board-context';
import { RefusedNotice } from '../../../refusals/refused-notice';
import { problemOf } from '../../../use-moves';

export function PutBackDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const { board, moves } = useBoardPage();
  const t = useTranslations();
  const card = board.cards.find((each) => each.number === number);
  const queue = board.columns.find(({ kind }) => kind === 'queue');
  if (!card) return null;
  return (
    <ReasonDialog
      title={t('card.putBack.title', { ref: card.ref })}
      lead={t('card.putBack.lead', { title: card.title, column: queue?.name ?? '' })}
      label={t('card.putBack.reason')}
      submitLabel={t('card.putBack.submit')}
      draftKey={`put back ${card.ref}`}
      requester={card.request ? requesterName(t, card.request.requester) : undefined}
      onSubmit={async (why, override) =>
        problemOf(await moves.perform(moves.putBackOf(number, why), override))
      }
      onClose={onClose}
    />
  );
}

export function BlockDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const { board, refresh, keepDone } = useBoardPage();
  const { slug: workspace } = useWorkspace();
  const t = useTranslations();
  const card = board.cards.find((each) => each.number === number);
  if (!card) return null;
  const block = async ({ reason }: Why) => {
    const result = await api.put<Card>(cardPaths.block(workspace, board.key, number), { reason });
    if (!result.ok) return result.problem;
    keepDone({ kind: 'blocked', card: number, from: null, to: result.value.blocked?.reason ?? reason });
    await refresh();
    return null;
  };
  return (
    <ReasonDialog
      title={t('card.block.title', { ref: card.ref })}
      lead={t('card.block.lead')}
      label={t('card.block.reason')}
      submitLabel={t('card.block.submit')}
      draftKey={`block ${card.ref}`}
      onSubmit={block}
      onClose={onClose}
    />
  );
}

type Why = { reason: string; message?: string };

/** Asks for a reason, then acts. The `requester` of the card reads the reason, and a message if one is written. */
function ReasonDialog({
  title,
  lead,
  label,
  submitLabel,
  draftKey,
  requester,
  onSubmit,
  onClose,
}: {
  title: string;
  lead: string;
  label: string;
  submitLabel: string;
  draftKey: string;
  requester?: string | undefined;
  onSubmit: (why: Why, override: Override | undefined) => Promise<AnyProblem | null>;
  onClose: () => void;
}) {
  const { board } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const form = useApiForm({
    schema: async () => {
      const bodies = await withAllWords(import('./reason-bodies'));
      return requester ? bodies.toRequester : bodies.reasonOnly;
    },
    defaultValues: { reason: '', message: '' },
    draftKey,
    toBody: ({ reason, message }) => ({ reason, ...(message.trim() && { message: message.trim() }) }),
    send: async (why: Why, override: Override | undefined) => {
      const problem = await onSubmit(why, override);
      return problem ? { ok: false, problem } : { ok: true, value: null, etag: null };
    },
    onSaved: onClose,
  });
  const reason = form.field('reason');
  return (
    <Dialog isOpen onOpenChange={onClose} title={title} lead={lead} size="small">
      <Form {...form.props} label={title}>
        <TextArea
          label={label}
          {...(requester && { description: t('card.reason.read', { name: requester }) })}
          rows={2}
          max={500}
          {...reason}
          error={reason.error && reasonError()}
          autoFocus
        />
        {requester && (
          <TextArea
            label={t('card.reason.message', { name: requester })}
            optional
            rows={2}
            max={2000}
            {...form.field('message')}
          />
        )}
        {form.problem?.code === 'wip-limit-reached' ? (
          <RefusedNotice
            board={board}
            mayOverride={can(role, 'overrideLimits')}
            limits={form.problem.limits}
            action={submitLabel}
            onOverride={form.submit}
          >
            {t('card.reason.makeRoom')}
          </RefusedNotice>
        ) : (
          form.problem && <ProblemNotice problem={form.problem} />
        )}
        <DialogActions>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={form.isPending}>
            {submitLabel}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );

  function reasonError(): string | undefined {
    if (!form.values.reason.trim()) return t('card.reason.missing');
    return requester ? t('card.reason.tooShort', { name: requester }) : reason.error;
  }
}
