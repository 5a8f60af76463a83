import { request } from 'node:http';
import { stack } from './support/addresses.ts';

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
