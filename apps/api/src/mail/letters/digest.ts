import type { BoardDigest } from '@weir/contract';
import { daysOfWeek } from '@weir/domain';
import type { Words } from '@weir/words';
import { type Item, type Letter, type Links, onItsOwn } from './letter.js';

type Context = { workspace: string; week: string; home: string; stop: Links['stop'] };

/** A week of the boards of a workspace: one item for each board, with its suggestion. */
export function letterOfDigest(
  words: Words,
  name: string,
  digests: readonly BoardDigest[],
  { workspace, week, home, stop }: Context,
): Letter {
  const { t, dates } = words;
  const days = daysOfWeek(week);
  const span = days ? t('digest.days', { from: dates.day(days.from), to: dates.day(days.to) }) : week;
  return {
    ...onItsOwn,
    subject: t('digest.mail.subject', { workspace, days: span }),
    greeting: t('mail.greeting', { name }),
    happened: t('digest.mail.text', { workspace, days: span }),
    list: digests.map((digest) => itemOf(words, digest, home)),
    now: null,
    link: { text: t('digest.mail.open'), to: `${home}/digest?week=${week}` },
    footer: [t('digest.mail.whyYou')],
    stop,
  };
}

function itemOf({ t, format }: Words, digest: BoardDigest, home: string): Item {
  const { board, name, week, requests, flow, agedTotal, overrides, forecasts, suggestion } = digest;
  const { submitted, answers, reasons, refusals } = requests;
  const sum = (...kinds: (keyof typeof answers)[]) =>
    kinds.reduce((all, kind) => all + (answers[kind] ?? 0), 0);
  const why = Object.entries(reasons).map(([id, count]) =>
    t('digest.asked.reason', { reason: t(`vocabulary.reasons.${id as keyof typeof reasons}`), count }),
  );
  const repeated = overrides.filter(({ lately }) => lately > 1);
  return {
    title: name,
    about: t('digest.mail.board', {
      submitted,
      accepted: sum('accept', 'trade'),
      notNow: sum('decline', 'defer', 'expired', 'shed'),
      reasons: why.length > 0 ? format.list(why) : 'none',
      refused: Object.values(refusals).reduce((all, count) => all + count, 0),
      started: flow.started,
      delivered: flow.delivered,
      inFlight: flow.inFlight,
      aged: agedTotal,
      overrides: repeated.reduce((all, { times }) => all + times, 0),
      missed: forecasts.missedTotal,
      scored: forecasts.scored,
      suggestion: suggestion?.text ?? 'none',
      evidence: suggestion?.evidence ?? '',
    }),
    to: `${home}/${board}/digest?week=${week}`,
  };
}
