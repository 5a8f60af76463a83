import { describe, expect, it } from '@jest/globals';
import { createWords } from '@weir/words/catalogue';
import {
  type AnswerInProgress,
  answerKinds,
  bodyOf,
  type Draft,
  faultsOf,
  letterOf,
  noDraft,
} from '@/features/requests/answer/answer-draft';
import { numberIn, originals } from '@/features/requests/answer/kinds/duplicate';
import { proposedCard } from '@/features/requests/answer/kinds/entry';
import { answerFaultText } from '@/features/requests/answer/kinds/message';
import { entryText, possibleTrades, trade } from '@/features/requests/answer/kinds/trade';
import { aBoard } from '../a-board.ts';
import { aRequest } from '../a-request.ts';

const board = aBoard().queue('Ready').active('Dev').done('Done').made();
const request = aRequest({ number: 7, title: 'A bigger disk', requester: 'Rana Roy' });
const me = { id: 'm', name: 'Mara', email: 'mara@example.org' };
const words = createWords('en', 'UTC');
const { dates } = words;
const german = createWords('de', 'UTC');

const answer = (part: Partial<Draft>): AnswerInProgress => ({
  draft: { ...noDraft, ...part },
  request,
  board,
  dates,
});
const missing = (part: Partial<Draft>) => faultsOf(answer(part)).map(({ path }) => path);
const body = (part: Partial<Draft>) => bodyOf(answer(part));

describe('an answer that is being written', () => {
  it('is null before its kind is chosen', () => {
    expect(missing({ message: 'We would love to.' })).toEqual(['kind']);
  });

  it('names everything that a “not now” lacks at once', () => {
    expect(missing({ kind: 'defer' })).toEqual(['reason', 'until', 'message']);
    expect(missing({ kind: 'decline', reason: 'tooLarge', message: '  too short  ' })).toEqual(['message']);
  });

  it('counts characters as people see them, without the space around', () => {
    expect(missing({ kind: 'decline', reason: 'other', message: '🙂🙂🙂🙂🙂🙂🙂🙂🙂a' })).toEqual([]);
    expect(missing({ kind: 'decline', reason: 'other', message: '🙂🙂🙂🙂🙂🙂🙂🙂a ' })).toEqual(['message']);
  });

  it('defers to a day after today, a year ahead at most', () => {
    const notNow = { kind: 'defer', reason: 'noCapacity', message: 'Not this quarter.' } as const;
    expect(missing({ ...notNow, until: board.today })).toEqual(['until']);
    expect(missing({ ...notNow, until: '2026-11-25' })).toEqual([]);
    expect(missing({ ...notNow, until: '2027-11-25' })).toEqual(['until']);
    expect(body({ ...notNow, until: '2026-11-25' })).toEqual({ ...notNow, until: '2026-11-25' });
  });

  it('accepts a part under its own title, and says what the remaining part is, why it is not now, and until when', () => {
    expect(missing({ kind: 'acceptPart' })).toEqual(['restTitle', 'reason', 'until', 'message']);
    const long = 'x'.repeat(201);
    const typed = {
      kind: 'acceptPart',
      reason: 'tooLarge',
      until: '2026-12-24',
      message: 'Not before June.',
    } as const;
    expect(missing({ ...typed, partTitle: ' ', restTitle: long })).toEqual(['partTitle', 'restTitle']);
    expect(
      faultsOf(answer({ ...typed, restTitle: long })).map((fault) => answerFaultText(words, fault)),
    ).toEqual(['Use at most 200 characters.']);
    const { reason, until, message } = typed;
    expect(body({ ...typed, restTitle: 'More data' })).toEqual({
      kind: 'acceptPart',
      title: 'A bigger disk',
      rest: { title: 'More data', reason, until, message },
    });
    const draft = { ...noDraft, ...typed, partTitle: 'A disk', restTitle: 'More data' };
    expect(letterOf({ ...answer({}), draft }, me).answer).toMatchObject({
      kind: 'accept',
      message: null,
      part: 'A disk',
      rest: { title: 'More data', reason, until, message },
    });
  });

  it('leaves the fields of a “not now” out of an acceptance', () => {
    const typed = { kind: 'accept', reason: 'tooLarge', until: '2026-12-24', message: ' ' } as const;
    expect(body(typed)).toEqual({ kind: 'accept' });
    expect(missing(typed)).toEqual([]);
  });

  it('names what is missing: the original, the other board, or the card that makes room', () => {
    expect(missing({ kind: 'duplicate' })).toEqual(['of']);
    expect(body({ kind: 'duplicate', of: 7 })).toEqual({ kind: 'duplicate', of: 7 });
    expect(missing({ kind: 'redirect' })).toEqual(['board', 'message']);
    expect(missing({ kind: 'trade' })).toEqual(['displaces', 'reason', 'message']);
  });

  it('is not sent while a variable in its message has no value', () => {
    expect(missing({ kind: 'accept', message: 'Gladly, {{boss}}.' })).toEqual(['message']);
  });
});

describe('every kind of answer', () => {
  it('has a shortcut of its own', () => {
    expect(new Set(answerKinds.map(({ shortcut }) => shortcut)).size).toBe(answerKinds.length);
  });

  it('shows in its letter what it sends, and no part of another kind', () => {
    const typed = {
      reason: 'noCapacity',
      until: '2026-12-24',
      of: 3,
      board: 'OPS',
      message: 'Read {{ref}}.',
    };
    const letter = (kind: NonNullable<Draft['kind']>) => {
      const draft = { ...noDraft, ...typed, kind } as Draft & { kind: NonNullable<Draft['kind']> };
      return letterOf({ ...answer({}), draft }, me);
    };
    const only = (kind: NonNullable<Draft['kind']>) => {
      const { at: _at, by: _by, kind: _kind, message, ...rest } = letter(kind).answer;
      expect(message).toBe('Read PLAT-R7.');
      return rest;
    };
    expect(only('accept')).toEqual({ reason: null });
    expect(letter('accept').cardRef).toBe('PLAT-…');
    expect(only('decline')).toEqual({ reason: 'noCapacity' });
    expect(only('defer')).toEqual({ reason: 'noCapacity', until: '2026-12-24' });
    expect(only('duplicate')).toEqual({ reason: null, duplicateOf: { number: 3, ref: 'PLAT-R3' } });
    expect(only('redirect')).toEqual({
      reason: null,
      redirectedTo: { board: 'OPS', number: 1, ref: 'OPS-R…' },
    });
  });
});

it('words a missing part as an instruction, in the right plural', () => {
  const [fault] = faultsOf(answer({ kind: 'decline', reason: 'other', message: 'Not today' }));
  if (!fault) throw new Error('no fault');
  expect(answerFaultText(words, fault)).toBe('1 more character is needed.');
  expect(answerFaultText(german, fault)).toBe('Noch 1 Zeichen nötig.');
  const unfilled = { path: 'message', code: 'unfilled', names: ['{{a}}', '{{b}}'] } as const;
  expect(answerFaultText(words, { ...unfilled, names: [...unfilled.names] })).toBe(
    '{{a}} and {{b}} have no value. Replace them or remove them.',
  );
  expect(answerFaultText(words, { path: 'message', code: 'noDay' })).toBe(
    'Choose a day, or remove {{until}} from the text.',
  );
});

it('sends the swimlane that is shown for an accepted request, and none with another answer', () => {
  const expedite = aRequest({ classOfService: 'expedite' });
  const lanes = aBoard('Asked for').queue('Ready').active('Dev').done('Done').made();
  const draft = { ...noDraft, kind: 'accept' as const };
  expect(bodyOf({ draft, request: expedite, board: lanes, dates })).toEqual({
    kind: 'accept',
    swimlaneId: 'Asked for',
  });
  const withoutLanes = aBoard().queue('Ready').made();
  expect(bodyOf({ draft, request: expedite, board: withoutLanes, dates })).toEqual({ kind: 'accept' });
  expect(
    bodyOf({ draft: { ...draft, kind: 'decline' }, request: expedite, board: lanes, dates }),
  ).not.toHaveProperty('swimlaneId');
  expect(proposedCard(draft, expedite)).toEqual({
    columnId: null,
    swimlaneId: null,
    classOfService: 'expedite',
  });
});

const now = new Date('2026-11-24T12:00:00Z');
const full = (ready: number) =>
  aBoard()
    .queue('Ready', { max: ready, cards: [{}] })
    .active('Dev', { max: 2, cards: [{ classOfService: 'intangible' }, { classOfService: 'expedite' }] })
    .done('Done')
    .made();

describe('a trade', () => {
  it('offers the cards that can make room, and where each would go', () => {
    const [first, ...others] = possibleTrades(full(2), 'standard', now);
    expect(first).toMatchObject({ card: { number: 2 }, started: true, to: { id: 'Ready' }, broken: [] });
    // A card in Ready would stay there: it has room, and the request is simply accepted.
    expect(others).toEqual([]);
    expect(possibleTrades(full(1), 'standard', now)).toMatchObject([
      { card: { number: 2 }, to: null, broken: [] },
      { card: { number: 1 }, started: false, to: null, broken: [] },
    ]);
  });

  it('names the limit why a card can’t make room', () => {
    const board = aBoard()
      .queue('Ready', { max: 1 })
      .active('Dev', { max: 0 })
      .active('Review', { cards: [{}] })
      .done('Done')
      .made();
    const [first] = possibleTrades(board, 'standard', now);
    expect(first).toMatchObject({ to: { id: 'Ready' }, enters: null, broken: [{ columnId: 'Dev' }] });
  });

  it('says before sending whether the new card begins or waits, and where', () => {
    const inReview = (dev: number) =>
      aBoard()
        .queue('Ready')
        .active('Dev', { max: dev })
        .active('Review', { cards: [{}] })
        .done('Done')
        .made();
    const said = (board: ReturnType<typeof inReview>) =>
      possibleTrades(board, 'standard', now).map((trade) => entryText(words.t, board, trade));
    expect(said(inReview(1))).toEqual(['The new card begins in Dev.']);
    expect(said(inReview(0))).toEqual(['Dev has no room even then, so the new card waits in Ready.']);
  });

  it('needs a day only if the card leaves the board', () => {
    const message = 'The audit comes first.';
    const draft = { ...noDraft, kind: 'trade', displaces: 2, reason: 'noCapacity', message } as const;
    const answer = (ready: number, part: object = {}) => ({
      draft: { ...draft, ...part },
      request: aRequest(),
      board: full(ready),
      dates,
    });
    expect(trade.hasDay?.(answer(1))).toBe(true);
    expect(trade.hasDay?.(answer(2))).toBe(false);
    expect(trade.hasDay?.(answer(1, { displaces: 99 }))).toBe(false);

    expect(faultsOf(answer(1))).toEqual([{ path: 'until', code: 'until' }]);
    expect(faultsOf(answer(2))).toEqual([]);
    const body = { kind: 'trade', displaces: 2, reason: 'noCapacity', message };
    expect(bodyOf(answer(2, { until: '2026-12-24' }))).toEqual(body);
    expect(bodyOf(answer(1, { until: '2026-12-24' }))).toEqual({ ...body, until: '2026-12-24' });
  });
});

describe('what a request can be a duplicate of', () => {
  it('lists similar requests first, then the longest waiting ones, and never the request itself', () => {
    const answer = { kind: 'accept' as const, until: null };
    const state = 'answered' as const;
    const similar = { number: 5, ref: 'PLAT-R5', state, answer, own: false, submittedAt: '' };
    const waiting = [aRequest({ number: 9 }), aRequest({ number: 7 }), aRequest({ number: 8 })];
    const offered = originals({ number: 8 }, [{ ...similar, title: 'A disk' }], waiting);
    expect(offered.map(({ number, isSimilar }) => [number, isSimilar])).toEqual([
      [5, true],
      [7, false],
      [9, false],
    ]);
  });

  it('shows the number as it is written on this board', () => {
    expect(['79', 'R79', 'plat-r79', ' PLAT-R079 '].map((text) => numberIn(text, 'PLAT'))).toEqual([
      79, 79, 79, 79,
    ]);
    expect(['', '0', 'OPS-R79', 'PLAT-79', 'seven'].map((text) => numberIn(text, 'PLAT'))).toEqual(
      Array(5).fill(null),
    );
  });
});
