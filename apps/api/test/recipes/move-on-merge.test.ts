import { beforeAll, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { theRecipe } from './recipe.js';
import { tokenOf } from './tokens.js';

const api = theApi();
const recipe = theRecipe('move-on-merge');
const { member } = api.people;

type Step = { shell: string; run: string; env: Record<string, string> };
type Workflow = {
  on: { pull_request_target: { types: string[] } };
  permissions: object;
  jobs: { move: { if: string; steps: [Step] } };
};
let workflow: Workflow;
let token: string;
beforeAll(async () => {
  workflow = load(await recipe.read('weir.yml')) as Workflow;
  const [{ shell, run }] = workflow.jobs.move.steps;
  expect(shell).toBe('node {0}');
  // GitHub’s name for the file of such a shell has no extension.
  await recipe.write('script', run);
  token = await tokenOf(member, 'read', 'cards');
});

/** What GitHub does with the step of a pull request: it fills in its variables, and runs its script. */
function merge(title: string, { branch = 'main', number = 7, column = 'Done' } = {}) {
  const { env } = workflow.jobs.move.steps[0];
  const values: Record<string, string> = {
    'secrets.WEIR_TOKEN': token,
    'github.event.pull_request.title': title,
    'github.event.pull_request.number': String(number),
    'github.head_ref': branch,
    'github.repository': 'acme/api',
  };
  const filled = Object.entries(env).map(([name, text]) => [
    name,
    text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => values[expression] as string),
  ]);
  return recipe.run('script', {
    env: { ...Object.fromEntries(filled), WEIR_URL: api.origin, WEIR_COLUMN: column },
  });
}

test('a merged pull request moves the cards that its title and branch name, once', async () => {
  expect(workflow.jobs.move.if).toBe('github.event.pull_request.merged');
  expect([workflow.on.pull_request_target.types, workflow.permissions]).toEqual([['closed'], {}]);
  const board = await aBoard().make();
  const [one, two, other] = await board.cards('Doing', 3);
  const title = `${board.key}-${one}: keys are SHA-256 \`$(exit 9)\``;
  const branch = `${board.key.toLowerCase()}-${two}-rotate-keys`;
  const first = await merge(title, { branch });
  expect(first.output).toContain(`::notice title=${board.key}-${one} was moved::It is in Done.`);
  expect(first).toMatchObject({ code: 0, output: expect.stringContaining('SHA-256 is no card') });
  expect([await board.order('Done'), await board.order('Doing')]).toEqual([[one, two], [other]]);
  // Somebody reopens the work; the job is run again.
  await member.moveCard(board, one, { column: 'Doing' });
  expect((await merge(title, { branch })).code).toBe(0);
  expect(await board.order('Doing')).toEqual([other, one]);
});

test('a full column fails the job with an annotation of what makes room', async () => {
  const board = await aBoard().column('Doing').column('Review', { limit: 1 }).make();
  const [busy] = await board.cards('Review', 1, { title: '100% of the keys' });
  const [card] = await board.cards('Doing', 1);
  const title = `${board.key}-${card}`;
  const refused = await merge(title, { column: 'Review' });
  expect(refused.code).toBe(1);
  expect(refused.output).toMatch(
    new RegExp(
      `^::error title=${title} was not moved::.*1.*%0A- Finish ${board.key}-${busy}: 100%25 of the keys`,
    ),
  );
  await member.moveCard(board, busy, { column: 'Done' });
  expect((await merge(title, { column: 'Review' })).code).toBe(0);
  expect(await board.order('Review')).toEqual([card]);
});

test('a missing column, a missing card and a token without the scope fail the job with the reason', async () => {
  const board = await aBoard().make();
  const [card] = await board.cards('Doing', 1);
  const nowhere = await merge(`${board.key}-${card}`, { column: 'Shipped' });
  expect(nowhere).toEqual({
    code: 1,
    output: expect.stringContaining(`Board ${board.key} has no column Shipped.`),
  });
  expect(await merge(`${board.key}-99`)).toEqual({ code: 1, output: expect.stringContaining('Not found') });
  token = await tokenOf(member, 'read');
  const refused = await merge(`${board.key}-${card}`);
  expect(refused).toEqual({ code: 1, output: expect.stringContaining('cards') });
  expect(await board.order('Doing')).toEqual([card]);
});
