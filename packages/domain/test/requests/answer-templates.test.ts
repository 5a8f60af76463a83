import fc from 'fast-check';
import { fillTemplate, templateVariables, unknownVariables } from '../../src/index.js';

describe('an answer template', () => {
  test('is filled in with the known values', () => {
    const text = 'Hello {{requester}}, “{{ title }}” ({{ref}}) is number {{position}} of {{board}}.';
    const values = { requester: 'Bao', title: 'Dark mode', ref: 'PLAT-R7', position: 3, board: 'Platform' };
    expect(fillTemplate(text, values)).toBe('Hello Bao, “Dark mode” (PLAT-R7) is number 3 of Platform.');
  });

  test('keeps variables without a value visible', () => {
    expect(fillTemplate('Ask again from {{until}}.', {})).toBe('Ask again from {{until}}.');
    expect(fillTemplate('Ask again from {{ until }}.', { until: null })).toBe('Ask again from {{ until }}.');
    expect(fillTemplate('{{nobody}} and {{constructor}}', {})).toBe('{{nobody}} and {{constructor}}');
  });

  test('names each unknown variable once', () => {
    expect(unknownVariables('{{title}} {{name}} {{ date }} {{name}} {{}} {{ Title }}')).toEqual([
      'name',
      'date',
      '',
      'Title',
    ]);
    expect(unknownVariables(templateVariables.map((name) => `{{${name}}}`).join())).toEqual([]);
    expect(unknownVariables('A brace { or {two} is text.')).toEqual([]);
  });

  test('of 100 kB is filled in quickly, whatever it contains', () => {
    const long = ['{{ ', '{', ' '].map((part) => `{{${part.repeat(100_000 / part.length)}`);
    const begun = performance.now();
    for (const text of long) expect(fillTemplate(text, {})).toBe(text);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

test('inserts values literally, even if they look like variables', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...templateVariables), (title, name) => {
      const value = `${title}{{${name}}}$&`;
      expect(fillTemplate('“{{title}}”', { title: value, [name === 'title' ? 'ref' : name]: 'x' })).toBe(
        `“${value}”`,
      );
    }),
  );
});

test('without variables stays as it is', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes('{{')),
      (text) => {
        expect(fillTemplate(text, { title: 'x' })).toBe(text);
        expect(unknownVariables(text)).toEqual([]);
      },
    ),
  );
});
