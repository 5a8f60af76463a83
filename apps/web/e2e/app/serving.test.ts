import { request } from 'node:http';
import { stack } from '../support/addresses.ts';
import { allowFault, aStranger, scene, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

type Head = { status: number | undefined; encoding: string | undefined; cacheControl: string | undefined };

/** Only the head of an answer, as it comes over the wire. */
function headOf(path: string, headers: Record<string, string> = {}): Promise<Head> {
  return new Promise((resolve, reject) => {
    const call = request(
      stack().web + path,
      { headers: { 'accept-encoding': 'br, gzip', ...headers } },
      (answer) => {
        const { 'content-encoding': encoding, 'cache-control': cacheControl } = answer.headers;
        resolve({ status: answer.statusCode, encoding, cacheControl });
        answer.destroy();
      },
    );
    call.on('error', reject).end();
  });
}

test('a page runs only scripts and styles that the server names, and no answer is kept', async () => {
  const page = await fetch(`${stack().web}/sign-in`);
  const policy = page.headers.get('content-security-policy') ?? '';
  const partsOf = (name: string) =>
    policy
      .split('; ')
      .find((each) => each.startsWith(`${name} `))
      ?.split(' ')
      .slice(1);
  const [nonce] = /'nonce-\w+'/.exec(policy) ?? [];
  expect(partsOf('script-src')).toEqual(["'self'", nonce, "'strict-dynamic'"]);
  expect(partsOf('style-src')).toEqual(["'self'", nonce]);
  for (const name of ['default-src', 'object-src', 'base-uri', 'frame-ancestors'])
    expect(partsOf(name)).toEqual(["'none'"]);
  for (const name of ['connect-src', 'form-action']) expect(partsOf(name)).toEqual(["'self'"]);
  expect(page.headers.get('cache-control')).toContain('no-store');
  expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  // This server is reached by plain http.
  expect(page.headers.get('strict-transport-security')).toBeNull();
  const answer = await fetch(`${stack().web}/api/weir/v1/me`);
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test.each([
  ['/demo/PLAT/requests', '/demo/PLAT/intake'],
  ['/demo/PLAT/cards', '/demo/PLAT'],
])('a shortened address, %s, leads to %s', async (from, to) => {
  const answer = await fetch(stack().web + from, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([307, to]);
});

test.each(['/iconic', '/favicons/settings', '/icon', '/favicon.ico', '/api/settings', '/sign-in'])(
  'the page at %s has the policy of all pages, and only the server says what its address is',
  async (path) => {
    const headers = { 'x-weir-address': '/somewhere-else', 'x-weir-nonce': 'chosen' };
    const page = await fetch(stack().web + path, { headers, redirect: 'manual' });
    expect(page.headers.get('content-security-policy')).toMatch(/'nonce-\w{32}'.*frame-ancestors 'none'/);
    expect(`${page.headers.get('location')} ${await page.text()}`).not.toMatch(/somewhere-else|chosen/);
  },
);

scene('a script that somebody got into a page does not run', async () => {
  const page = await aStranger();
  const said: string[] = [];
  await page.route('**/sign-in', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(
      '</body>',
      '<script>document.title = "injected"</script><img src="/nowhere" onerror="document.title = \'injected\'"></body>',
    );
    await route.fulfill({ response: answer, body });
  });
  page.on('console', (each) => said.push(each.text()));
  allowFault(page, 'Content Security Policy');
  await open(page, '/sign-in');
  expect(await page.title()).not.toBe('injected');
  await becomes(async () => said.filter((each) => /Content Security Policy/.test(each)).length >= 2, true);
});

test('pages and scripts are compressed, and scripts never change', async () => {
  expect(await headOf('/sign-in')).toMatchObject({ status: 200, encoding: 'br' });
  expect(await headOf('/sign-in', { 'accept-encoding': 'gzip' })).toMatchObject({ encoding: 'gzip' });
  const page = await (await fetch(`${stack().web}/sign-in`)).text();
  const script = /\/_next\/static\/[^"\\]+\.js/.exec(page)?.[0] as string;
  expect(await headOf(script)).toEqual({
    status: 200,
    encoding: 'br',
    cacheControl: 'public, max-age=31536000, immutable',
  });
});

test('a missing script is answered in a few bytes', async () => {
  for (const path of ['/_next/static/chunks/gone.js', '/_next/static/words/gone/en.json']) {
    const answer = await fetch(stack().web + path);
    expect([answer.status, answer.headers.get('cache-control'), await answer.text()]).toEqual([
      404,
      'no-store',
      'Not found\n',
    ]);
  }
});

test('a script is sent as the build compressed it, and has the same content without compression', async () => {
  const page = await (await fetch(`${stack().web}/sign-in`)).text();
  const script = /\/_next\/static\/[^"\\]+\.js/.exec(page)?.[0] as string;
  const get = (encoding: string) => fetch(stack().web + script, { headers: { 'accept-encoding': encoding } });
  const [compressed, plain] = [await get('gzip, br'), await get('identity')];
  expect(compressed.headers.get('content-encoding')).toBe('br');
  expect(compressed.headers.get('content-type')).toBe(plain.headers.get('content-type'));
  expect(compressed.headers.get('vary')).toBe('Accept-Encoding');
  // Its length is known before it is sent.
  expect(Number(compressed.headers.get('content-length'))).toBeGreaterThan(0);
  expect(await compressed.text()).toBe(await plain.text());
});
