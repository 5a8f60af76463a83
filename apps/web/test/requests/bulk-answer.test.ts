import { describe, expect, it } from '@jest/globals';
import { NewAnswers } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import { messageValues, unfilled, unfilledFault } from '@/features/requests/answer/kinds/message';
import {
  type BulkDraft,
  bulkBody,
  bulkFaults,
  messageTo,
  noBulkDraft,
} from '@/features/requests/bulk/bulk-draft';
import { aRequest } from '../a-request.ts';

const board = { name: 'Platform', today: '2026-11-24', timeZone: 'UTC' };
const { dates } = createWords('en', 'UTC');
const rana = aRequest({ number: 7, title: 'A bigger disk', requester: 'Rana Roy' });
const deniz = aRequest({ number: 9, title: 'A second disk', requester: 'Deniz Akbulut' });
const text = 'Dear {{requester}}, {{title}} can wait until {{until}}.';

describe('a message with variables', () => {
  it('names the variables without a value, each once', () => {
    const values = messageValues(rana, board, '', dates);
    expect(unfilled(`${text} {{until}} {{boss}}`, values)).toEqual(['{{until}}', '{{boss}}']);
    expect(unfilledFault(text, values)).toMatchObject({ code: 'noDay' });
    const withDay = messageValues(rana, board, '2026-12-24', dates);
    expect(unfilledFault(`${text} {{boss}}`, withDay)).toMatchObject({
      code: 'unfilled',
      names: ['{{boss}}'],
    });
    expect(unfilledFault(text, withDay)).toBeNull();
  });

  it('is filled in for each of several requesters', () => {
    const draft = { ...noBulkDraft, message: text, until: '2026-12-24' };
    expect(messageTo(rana, { draft, board, dates })).toBe(
      'Dear Rana Roy, A bigger disk can wait until Thursday 24 December.',
    );
    expect(messageTo(deniz, { draft, board, dates })).toContain('Dear Deniz Akbulut, A second disk');
  });
});

describe('one “not now” to several requests', () => {
  const draft = { ...noBulkDraft, reason: 'noCapacity' as const, message: text, until: '2026-12-24' };
  const bulk = (part: Partial<BulkDraft> = {}) => ({ draft: { ...draft, ...part }, board, dates });

  it('is an answer to each', () => {
    expect(bulkFaults([rana, deniz], bulk())).toEqual([]);
    expect(NewAnswers.parse(bulkBody([rana, deniz], bulk()))).toMatchObject({
      answers: [{ request: 7 }, { request: 9, answer: { kind: 'defer', until: '2026-12-24' } }],
    });
  });

  it('is not sent until it fits all of them', () => {
    const missing = (part: Partial<BulkDraft>) =>
      bulkFaults([rana, deniz], bulk(part)).map(({ path }) => path);
    expect(missing({ until: '' })).toEqual(['until', 'message']);
    expect(missing({ message: 'Dear {{boss}}, not now.' })).toEqual(['message']);
    expect(missing({ message: 'Too short' })).toEqual(['message']);
  });

  it('has no day if the requests are declined', () => {
    const message = 'We do not do disks at all.';
    const declined = bulk({ kind: 'decline', message });
    expect(bulkFaults([rana], declined)).toEqual([]);
    expect(bulkBody([rana], declined)).toEqual({
      answers: [{ request: 7, answer: { kind: 'decline', reason: 'noCapacity', message } }],
    });
  });
});
