import { expect, test } from '@jest/globals';
import { theApi } from '../support/api.js';

const api = theApi();
const { owner } = api.people;

type Path = Record<string, unknown>;
const methods = ['get', 'put', 'post', 'delete', 'patch'];

test('every path of the API answers 405 to a method that it does not take, and names those that it takes', async () => {
  const { paths } = (await owner.get<{ paths: Record<string, Path> }>('/v1/openapi.json')).body;
  const strange: unknown[] = [];
  for (const template of Object.keys(paths)) {
    const path = template.replace('{workspace}', 'demo').replace(/\{\w+\}/g, '1');
    // A literal segment is a parameter of another path too: `requests/similar` of `requests/{number}`.
    const same = Object.entries(paths).filter(([other]) => patternOf(other).test(template));
    const taken = methods.filter((method) => same.some(([, methodsThere]) => method in methodsThere));
    const allowed = [...taken, ...(taken.includes('get') ? ['head'] : []), 'options']
      .map((method) => method.toUpperCase())
      .sort();
    const options = await owner.send('OPTIONS', path);
    if (options.status !== 204 || options.headers.get('allow') !== allowed.join(', '))
      strange.push(['options', template, options.status, options.headers.get('allow')]);
    for (const method of methods.filter((each) => !taken.includes(each))) {
      const { status, headers, body } = await owner.send<{ code: string; allowed: string[] }>(
        method.toUpperCase(),
        path,
      );
      const allow = headers.get('allow');
      if (status !== 405 || body.code !== 'method-not-allowed' || allow !== allowed.join(', '))
        strange.push([method, template, status, allow]);
    }
  }
  expect(strange).toEqual([]);
  expect(Object.keys(paths).length).toBeGreaterThan(40);
});

function patternOf(template: string): RegExp {
  return new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`);
}

test('a path outside the API’s document says its methods too', async () => {
  const answer = await owner.send<{ allowed: string[] }>('DELETE', '/v1/openapi.json');
  expect([answer.status, answer.body.allowed]).toEqual([405, ['GET', 'HEAD', 'OPTIONS']]);
});

test('an address that leads nowhere is not found with any method', async () => {
  for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS'])
    expect((await owner.send(method, '/v1/nowhere')).status).toBe(404);
});
