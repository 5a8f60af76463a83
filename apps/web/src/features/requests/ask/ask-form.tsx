'use client';

import { type ClassOfService, NewRequest, type Request, type RequesterBoard } from '@weir/contract';
import { classesOfService } from '@weir/domain';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { isPriceRefusal, PriceRefused } from '@/features/credits/price-refused';
import { priceOf, usePrice } from '@/features/credits/use-price';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { sendDraft } from '@/lib/waiting/drafts';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './ask.module.css';
import { ExpectedRefusal, RefusedByIntake } from './intake-refusal';
import { NotifyMeButton } from './notify-me';
import { emptyRequest, RequestFields, type RequestValues } from './request-fields';
import { isShedOnArrival, ShedOnArrival } from './shedding';
import { SimilarRequests } from './similar-requests';

type AskFormProps = {
  door: RequesterBoard;
  /** The number of the request that the new one follows. */
  follows: number | null;
  onSubmitted: (request: Request) => void;
};

/**
 * Submits a request, or says before anything is written that it would be refused now. Typed text stays until the
 * request is in the queue.
 */
export function AskForm({ door, follows, onSubmitted }: AskFormProps) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const renew = useRenewBoard();
  const [refusedAt, setRefusedAt] = useState(0);
  const price = usePrice();
  const form = useApiForm<RequestValues, NewRequest, Request>({
    schema: schemas.NewRequest,
    defaultValues: emptyRequest,
    draftKey: `ask ${slug}/${door.key}${follows ? ` follows ${follows}` : ''}`,
    toBody: (values) => {
      const maxPrice = priceOf(price, values.classOfService);
      return { ...bodyOf(values), ...(follows && { follows }), ...(maxPrice !== null && { maxPrice }) };
    },
    check: ({ title }) =>
      title.trim() === '' ? [{ path: 'title', message: t('ask.fields.titleMissing') }] : [],
    send: async (body, _, draft) => {
      const path = requestPaths.requests(slug, door.key);
      const sent = await sendDraft<Request>({ method: 'POST', path, body }, draft);
      // A refusal says how full the board is now: show that beside it.
      if (!sent.ok) {
        setRefusedAt(Date.now());
        await renew();
      }
      return sent;
    },
    // The place that it took shows together with the confirmation.
    onSaved: async (request) => {
      await renew();
      onSubmitted(request);
    },
  });
  const { classOfService } = form.values;
  // A class that is not taken is refused, and nothing is shed.
  const isShed = door.classes.includes(classOfService) && isShedOnArrival(door.shedding, { classOfService });
  const cost = priceOf(price, classOfService);
  const isRefused = form.problem !== null && 'reasons' in form.problem;
  return (
    <>
      {/* Once refused, the notice at the button says it. */}
      {!isRefused && <ExpectedRefusal door={door} actions={<NotifyMeButton />} />}
      <section aria-label={t('ask.form.section')} className={styles.form}>
        <Form {...form.props} label={t('ask.form.label')}>
          <RequestFields form={form} refused={useRefusedClasses(door)} promised={door}>
            <SimilarRequests title={form.values.title} />
          </RequestFields>
          {form.problem && isPriceRefusal(form.problem) && <PriceRefused problem={form.problem} />}
          {form.problem && !isPriceRefusal(form.problem) && (
            <RefusedByIntake
              problem={form.problem}
              at={refusedAt}
              actions={isRefused && door.reasons.length > 0 && <NotifyMeButton />}
            />
          )}
          {isShed && <ShedOnArrival shedding={door.shedding} classOfService={classOfService} />}
          <div>
            <Button type="submit" variant="primary" isPending={form.isPending}>
              {isShed || cost === null
                ? t(isShed ? 'ask.shedding.submit' : 'ask.form.submit')
                : t('credits.price.submit', { price: cost })}
            </Button>
          </div>
        </Form>
      </section>
    </>
  );
}

/** As the API takes it: what is empty is left out. */
function bodyOf({ title, description, classOfService, neededBy }: RequestValues) {
  return {
    title,
    classOfService,
    ...(description.trim() && { description }),
    ...(neededBy && { neededBy }),
  };
}

/** Why some classes are refused while others are admitted. If all are refused, the page says why above the form. */
function useRefusedClasses({ classes, intake }: RequesterBoard): Partial<Record<ClassOfService, string>> {
  const t = useTranslations();
  if (classes.length === 0) return {};
  const { state } = intake.gate;
  const why = (claim: ClassOfService) => {
    if (claim === 'expedite' && state !== 'shut') return t('ask.fields.refusedClass.expedite');
    return t(`ask.fields.refusedClass.${state === 'probing' || state === 'shut' ? state : 'throttled'}`);
  };
  const refused = classesOfService.filter((claim) => !classes.includes(claim));
  return Object.fromEntries(refused.map((claim) => [claim, why(claim)]));
}
