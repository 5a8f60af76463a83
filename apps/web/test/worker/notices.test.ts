import { openNotice, showNotice, type WorkerScope } from '@/worker/notices';

const origin = 'https://weir.test';

/** The browser around a service worker, with tabs at these addresses. It keeps what the worker asks of it. */
function aBrowser(...addresses: string[]) {
  const asked: string[] = [];
  const tabs = addresses.map((url) => {
    const tab = {
      url,
      focus: async () => {
        asked.push(`focus ${url}`);
        return tab;
      },
      navigate: async (to: string) => asked.push(`navigate ${to}`),
    };
    return tab;
  });
  const scope: WorkerScope = {
    location: { origin },
    registration: {
      showNotification: async (title, { body, tag, lang, data }) =>
        void asked.push(`show ${title}: ${body} (${tag}, ${lang}, ${data.path})`),
    },
    clients: {
      matchAll: async () => tabs,
      openWindow: async (url) => asked.push(`open ${url}`),
    },
  };
  return { scope, asked };
}

const click = async (path: unknown, ...tabs: string[]) => {
  const { scope, asked } = aBrowser(...tabs);
  await openNotice(scope, { path });
  return asked;
};
const shown = async (text?: string) => {
  const { scope, asked } = aBrowser();
  await showNotice(scope, text);
  return asked;
};

test('a message is shown in its language, and one that cannot be read as a notice without a text', async () => {
  const message = { title: 'Assigned', text: 'Export', path: '/demo/A/cards/1', tag: '7', language: 'de' };
  expect(await shown(JSON.stringify(message))).toEqual(['show Assigned: Export (7, de, /demo/A/cards/1)']);
  for (const text of [undefined, 'no JSON', 'null'])
    expect(await shown(text)).toEqual(['show Weir:  (weir, en, /)']);
});

test('a pressed notice focuses the tab that shows its place, and otherwise opens one', async () => {
  const card = `${origin}/demo/A/cards/1`;
  const path = '/demo/A/cards/1#comment-2';
  expect(await click(path, `${origin}/demo/B`, card)).toEqual([
    `focus ${card}`,
    `navigate ${card}#comment-2`,
  ]);
  expect(await click(path, `${card}#comment-2`)).toEqual([`focus ${card}#comment-2`]);
  expect(await click(path, `${origin}/demo/B`)).toEqual([`open ${card}#comment-2`]);
});

test('a pressed notice opens only pages of this site', async () => {
  for (const path of [
    'https://evil.test/a',
    '//evil.test/a',
    '/\\evil.test/a',
    'javascript:alert(1)',
    7,
    undefined,
  ])
    expect(await click(path)).toEqual([`open ${origin}/`]);
});
