import { locales } from '@weir/words';
import { catalogue } from '@weir/words/catalogue';
import { NextIntlClientProvider } from 'next-intl';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { openMention, toSource, toTyped } from '../../src/components/markdown/mention-source.ts';
import { RenderedMarkdown } from '../../src/components/markdown/rendered-markdown.tsx';

const html = (text: string, headingLevel = 3) =>
  renderToStaticMarkup(createElement(RenderedMarkdown, { text, headingLevel })).replace(
    /^<div [^>]*>(.*)<\/div>$/s,
    '$1',
  );

/** What a reader sees of one paragraph. */
const shown = (markup: string) =>
  markup
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"');

const tagsIn = (markup: string) => new Set([...markup.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag));

test('a text in Markdown has paragraphs, lists, code, tables and emphasis', () => {
  expect(html('One *two* **three** ~~four~~ `five`\nsix')).toBe(
    '<p>One <em>two</em> <strong>three</strong> <s>four</s> <code>five</code><br/>six</p>',
  );
  expect(html('3. a\n4. b\n   - c')).toBe('<ol start="3"><li>a</li><li>b<ul><li>c</li></ul></li></ol>');
  expect(html('```js\n<b>\n```')).toBe('<pre dir="ltr"><code>&lt;b&gt;\n</code></pre>');
  expect(html('|a|b|\n|:-|-:|\n|1|2|')).toBe(
    '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
  );
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><style>*{display:none}</style></svg>',
  'Text with <b onmouseover=alert(1)>tags</b> and <!-- a comment -->',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
])('HTML shows as it was written: %s', (text) => {
  const markup = html(text);
  expect([...tagsIn(markup)]).toEqual(['p']);
  expect(shown(markup)).toBe(text);
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java&#115;cript:alert(1)',
  '&#x6A;avascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:image/svg+xml;base64,PHN2Zz4=',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:null/1',
  'intent://a',
  '//evil.test/plan',
  '%01javascript:alert(1)',
  'java%0Ascript:alert(1)',
  'https:evil.test',
])('an address that runs or opens something else is no link: %s', (address) => {
  for (const text of [`[press](${address})`, `[press](<${address}>)`, `[press][a]\n\n[a]: ${address}`])
    expect(html(text)).not.toContain('<a');
  expect(html(`![press](${address})`)).not.toMatch(/<(a|img)/);
  expect(html(`<${address}>`)).not.toContain('<a');
});

test('a link opens in a new tab, without access to this page and without a referrer', () => {
  const link = (href: string, text: string) =>
    `<p><a href="${href}" target="_blank" rel="noopener noreferrer">${text}</a></p>`;
  expect(html('[the plan](https://a.test/plan "Title")')).toBe(link('https://a.test/plan', 'the plan'));
  expect(html('https://a.test/?a=1&b=2')).toBe(
    link('https://a.test/?a=1&amp;b=2', 'https://a.test/?a=1&amp;b=2'),
  );
  expect(html('[board](/demo/PLAT)')).toBe(link('/demo/PLAT', 'board'));
  expect(html('<kasia@people.test>')).toBe(link('mailto:kasia@people.test', 'kasia@people.test'));
});

test('a picture shows as a link, also inside a link, so no other host is called', () => {
  expect(html('![a chart](https://spy.test/p.png)')).toBe(
    '<p><a href="https://spy.test/p.png" target="_blank" rel="noopener noreferrer">a chart</a></p>',
  );
  expect(html('![](https://spy.test/p.png)')).toContain('>https://spy.test/p.png</a>');
  expect(html('[![a chart](https://spy.test/p.png)](https://a.test/)')).toBe(
    '<p><a href="https://a.test/" target="_blank" rel="noopener noreferrer">a chart</a></p>',
  );
});

test('a list item that begins with a box shows it, ticked or not, and nobody can press it', () => {
  const tasks = (text: string) => {
    const children = createElement(RenderedMarkdown, { text, headingLevel: 3 });
    const words = { locale: locales.en, messages: { ...catalogue.en }, timeZone: 'UTC' };
    return renderToStaticMarkup(createElement(NextIntlClientProvider, { ...words, children }));
  };
  const markup = tasks(
    '- [ ] One **two**\n- [X] Three\n  1. [x] Four\n- [ ]\n- [x]ray\n- [x](/a)\n\n[ ] five',
  );
  const boxes = markup.match(/<input[^>]*>/g) ?? [];
  expect(
    boxes.map((box) => [
      /disabled=""/.test(box),
      /checked=""/.test(box),
      /aria-label="(.*?)"/.exec(box)?.[1],
    ]),
  ).toEqual([
    [true, false, 'Not done'],
    [true, true, 'Done'],
    [true, true, 'Done'],
  ]);
  expect(shown(markup)).toBe('One twoThreeFour[ ][x]rayx[ ] five');
  expect(tasks('- [x] <script>a</script>')).not.toContain('<script');
  expect(tasks('[x] no list')).not.toContain('<input');
});

test('headings continue from the heading above the text, without a gap', () => {
  expect(html('# a\n\n### b\n\n###### c\n\n## d\n\n# e').match(/<h\d>./g)).toEqual([
    '<h3>a',
    '<h4>b',
    '<h5>c',
    '<h4>d',
    '<h3>e',
  ]);
  expect(html('# a\n\n## b\n\n### c', 5).match(/<h\d>/g)).toEqual(['<h5>', '<h6>', '<h6>']);
});

test.each(['_a__', '![', '~a', 'x'])('50 kB of “%s” is read in a moment, and all of it shows', (part) => {
  const text = part.repeat(50_000 / part.length);
  const began = performance.now();
  const markup = html(text);
  // Another parser needs 10 seconds for one of them, and a third one half a minute.
  expect(performance.now() - began).toBeLessThan(5000);
  expect(markup.length).toBeGreaterThan(text.length / 2);
});

test('quotes in quotes without end do not fill the stack', () => {
  expect(html('>'.repeat(100_000)).match(/<blockquote>/g)?.length).toBeLessThan(101);
});

const id = (digit: number) => `0193a000-0000-7000-8000-00000000000${digit}`;
const ann = { id: id(1), name: 'Ann' };
const annLee = { id: id(2), name: 'Ann Lee' };
const twins = [
  { id: id(3), name: 'Kim' },
  { id: id(4), name: 'Kim' },
];
const team = [ann, annLee, ...twins];

test('a mention shows the name of today; of somebody else it is the text that was typed', () => {
  const text = `Hi [@Old](person:${ann.id}), [@Gone](person:${id(9)}) and \`[@Old](person:${ann.id})\``;
  const markup = renderToStaticMarkup(
    createElement(RenderedMarkdown, { text, headingLevel: 3, mentions: [ann] }),
  );
  expect(shown(markup)).toBe('Hi @Ann, @Gone and @Old');
  expect([...tagsIn(markup)]).toEqual(['div', 'p', 'span', 'code']);
  expect(html(`![x](person:${ann.id})`)).toBe('<p>x</p>');
});

test.each([
  ['@Ann, look', `[@Ann](person:${ann.id}), look`],
  ['Ask @Ann Lee and @Ann.', `Ask [@Ann Lee](person:${annLee.id}) and [@Ann](person:${ann.id}).`],
  ['@Anna and mail@Ann are nobody', '@Anna and mail@Ann are nobody'],
  ['@Kim is one of two', '@Kim is one of two'],
])('a field shows a mention by its name and keeps who it means: %s', (typed, source) => {
  expect(toSource(typed, team)).toBe(source);
  expect(toTyped(source, team)).toBe(typed);
});

test('a mention of a team is stored and shown as a mention', () => {
  const people = [...team, { id: id(7), name: 'Platform', team: true as const }];
  const source = `@ [@Platform](team:${id(7)})`;
  expect(toSource('@ @Platform', people)).toBe(source);
  expect(toTyped(source, people)).toBe('@ @Platform');
  const markup = (mentions: typeof people) =>
    renderToStaticMarkup(createElement(RenderedMarkdown, { text: source, headingLevel: 3, mentions }));
  expect([...tagsIn(markup(people))]).toEqual(['div', 'p', 'span']);
  expect([...tagsIn(markup([]))]).toEqual(['div', 'p']);
});

test('a field shows a mention as it is stored where its name would mean somebody else', () => {
  for (const source of [`[@Kim](person:${id(3)})`, `[@Ann](person:${ann.id}) Lee`, `[@Ann](person:${id(9)})`])
    expect(toTyped(source, team)).toBe(source);
});

test('an @ after a space begins a mention, and goes on over the first space of a name', () => {
  expect(openMention('Hi @', 4)).toEqual({ start: 3, query: '' });
  expect(openMention('Hi @Ann L and', 9)).toEqual({ start: 3, query: 'Ann L' });
  expect(openMention('a@b', 3)).toBeNull();
  expect(openMention('@Ann is a', 9)).toBeNull();
});
