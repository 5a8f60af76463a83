import { describe, expect, it } from '@jest/globals';
import { unfilled, unfilledSaid, valuesFor } from '@/features/requests/answer/kinds/message-values';
import { messageTo, noBulkDraft, writtenToAll } from '@/features/requests/bulk/bulk-draft';
import { aRequest } from './a-request.ts';

const board = { name: 'Platform', today: '2026-11-24', timeZone: 'UTC' };
const rana = aRequest({ number: 7, title: 'A bigger disk', requester: 'Rana Roy' });
const deniz = aRequest({ number: 9, title: 'A second disk', requester: 'Deniz Akbulut' });
const words = 'Dear {{requester}}, {{title}} can wait until {{until}}.';

describe('a message with variables', () => {
  it('says what nothing fills, each once, and what to do about it', () => {
    const values = valuesFor(rana, board, '');
    expect(unfilled(`${words} {{until}} {{boss}}`, values)).toEqual(['{{until}}', '{{boss}}']);
    expect(unfilledSaid(words, values)).toBe('Choose a day, or take {{until}} out.');
    expect(unfilledSaid(`${words} {{boss}}`, valuesFor(rana, board, '2026-12-24'))).toContain('{{boss}}');
    expect(unfilledSaid(words, valuesFor(rana, board, '2026-12-24'))).toBeUndefined();
  });

  it('is read by each of several with their own name and title', () => {
    const draft = { ...noBulkDraft, message: words, until: '2026-12-24' };
    expect(messageTo(rana, draft, board)).toBe(
      'Dear Rana Roy, A bigger disk can wait until Thursday 24 December.',
    );
    expect(messageTo(deniz, draft, board)).toContain('Dear Deniz Akbulut, A second disk');
  });
});

describe('one “not now” to several', () => {
  const draft = { ...noBulkDraft, reason: 'noCapacity' as const, message: words, until: '2026-12-24' };

  it('is an answer to each', () => {
    const written = writtenToAll(draft, [rana, deniz], board);
    expect(written).toMatchObject({
      ok: true,
      answers: { answers: [{ request: 7 }, { request: 9, answer: { kind: 'defer', until: '2026-12-24' } }] },
    });
  });

  it('is not written before it suits all of them', () => {
    const lacks = (part: Partial<typeof draft>) => {
      const written = writtenToAll({ ...draft, ...part }, [rana, deniz], board);
      return written.ok || !('errors' in written.problem)
        ? []
        : written.problem.errors.map(({ path }) => path);
    };
    expect(lacks({ until: '' })).toEqual(['until', 'message']);
    expect(lacks({ message: 'Dear {{boss}}, not now.' })).toEqual(['message']);
    expect(lacks({ message: 'Too short' })).toEqual(['message']);
  });

  it('takes no day where it is a plain no', () => {
    const message = 'We do not do disks at all.';
    const written = writtenToAll({ ...draft, kind: 'decline' as const, message }, [rana], board);
    expect(written).toMatchObject({
      answers: { answers: [{ answer: { kind: 'decline', reason: 'noCapacity', message } }] },
    });
    expect(JSON.stringify(written)).not.toContain('until');
  });
});
