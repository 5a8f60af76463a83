import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cardLetters } from './samples/card-letters.js';
import { otherLetters } from './samples/other-letters.js';
import { requestLetters } from './samples/request-letters.js';
import { laidOut, links, type Sample } from './samples/sample.js';

const named = (samples: Sample[]) =>
  samples.map((sample) => [`${sample.name}, ${sample.language}`, sample] as const);

/** What a reader sees: without the preview, tags and the marks of a quotation or a link. */
function visible(html: string): string {
  return html
    .replace(/[\s\S]*<\/head>/, '')
    .replace(/<div [^>]*aria-hidden="true">.*?<\/div>/, '')
    .replace(/<br>|<[^>]+>/g, ' ')
    .replace(
      /&(lt|gt|quot|#39|amp);/g,
      (_, name) => ({ lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' })[name as 'lt'],
    );
}
const inText = (text: string) =>
  text
    .replace(/^> ?/gm, '')
    .replace(/^\* /gm, '')
    .replace(/: https:\/\/weir\.test\S+|^https:\/\/weir\.test\S+$/gm, '')
    .replace(/^-- $/m, '');
const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

test('links and buttons of a letter have the accent of the pages, light and dark', () => {
  const pages = readFileSync(resolve('../web/src/components/layout/tokens.css'), 'utf8');
  const pair = (name: string) =>
    new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(pages)?.slice(1) ?? [];
  const [[light, dark], [onLight, onDark]] = [pair('accent'), pair('on-accent')] as [string[], string[]];
  const { html } = laidOut(requestLetters[0] as Sample);
  expect(html).toContain(`background:${light};color:${onLight};`);
  expect(html).toContain(`.link{color:${dark}!important}`);
  expect(html).toContain(`.button{background:${dark}!important;color:${onDark}!important}`);
});

test.each(named(requestLetters))(
  'a letter about a request says who, what, why, until when, what now, and quotes the request: %s',
  (_, sample) => {
    const { subject, text } = laidOut(sample);
    const { letter, language, says } = sample;
    expect(subject).toBe('PLAT-R12 Faster exports');
    expect(text).toContain(`${letter.happened}\n`);
    expect(letter.now).toMatch(/\w+/);
    expect(text).toContain(letter.now);
    for (const each of says) expect(text).toMatch(new RegExp(each));
    expect(text).toMatch(/\n> (Needed by|Gebraucht bis) \w+,? 20\.? De[cz]ember 2031\.\n/);
    expect(text).toContain(
      '\n> Faster exports\n>\n> The weekly export takes an hour.\n>\n> See https[:]//evil[.]test/export',
    );
    expect(text).toContain(language === 'de' ? 'Antworten auf diese E-Mail' : 'Replies to this email');
    expect(letter.thread).toBe('request.reader');
  },
);

test.each(named([...requestLetters, ...cardLetters, ...otherLetters]))(
  'a letter says the same as text and as HTML, and has no link but ours: %s',
  (_, sample) => {
    const { text, html } = laidOut(sample);
    expect(squeezed(visible(html))).toBe(squeezed(inText(text)));
    const { link, list, stop } = sample.letter;
    const ours = [
      ...(list ?? []).map(({ to }) => to),
      ...(link ? [link.to] : []),
      ...(stop ? [links.stop.page] : []),
    ];
    expect(ours.every((to) => to.startsWith('https://weir.test/'))).toBe(true);
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, to]) => to)).toEqual(ours);
    expect(text.match(/\bhttps?:\S+/g)).toEqual(ours);
    expect(`${text}${html}`).not.toMatch(/undefined|null|NaN|evil\.test|<img|\{\w+\}/);
    expect(text).not.toMatch(/\.\.(?!\.)| {2}|\n{3}/);
    expect(html).toContain(`<html lang="${sample.language}">`);
  },
);

test('a letter says who reads replies, where somebody does', () => {
  for (const sample of [...requestLetters, ...cardLetters, ...otherLetters])
    expect(laidOut(sample, true).text).toMatch(/reaches the people who run|erreicht die Betreiber/);
});
