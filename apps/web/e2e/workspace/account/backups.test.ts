import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stack } from '../../support/addresses.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { open } from '../../support/until.ts';

withBrowser();

const folder = mkdtempSync(join(tmpdir(), 'weir-backups-'));
const facts = join(folder, 'nightly.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs weir-backup or weir-drill on the database of the run, as cron does. A drill that finds faults exits with 1. */
function run(program: 'backup' | 'drill', ...arguments_: string[]): Promise<void> {
  const file = fileURLToPath(new URL(`../../../../../prisma/dist/bin/${program}.js`, import.meta.url));
  const env = { ...process.env, DATABASE_URL: stack().owner, RESTORED_DATABASE_URL: restored };
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...arguments_], { env }, () => resolve());
  });
}

/** The database itself takes the place of a restored copy. */
let restored = '';

scene(
  'the people who run the server see how its backups and drills ended, and nobody else does',
  async () => {
    restored = `${stack().owner}?application_name=restored`;
    const page = await signedIn('owner');
    await open(page, '/demo/account');
    await page.getByRole('link', { name: 'Backups' }).click();
    await page.getByText('There is no backup yet').waitFor();
    await run('backup', facts, '--', 'true');
    await run('drill', facts);
    await page.reload();
    await page.getByText('The last backup is good').waitFor();
    await page.getByText('The last drill found no fault').waitFor();
    restored = stack().owner.replace(/\/weir$/, '/nowhere');
    await run('drill', facts);
    await page.reload();
    await page.getByText('The last drill found faults').waitFor();
    await page.getByText('the restored database cannot be read').waitFor();

    const member = await signedIn('member');
    await open(member, '/demo/account');
    await member.getByRole('link', { name: 'Sessions' }).waitFor();
    expect(await member.getByRole('link', { name: 'Backups' }).count()).toBe(0);
  },
);
