import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** The newest link for the first account that the API has printed. It prints it soon after its start; null if it doesn't. */
export async function setupLinkIn(log: string): Promise<string | null> {
  for (let wait = 0; wait < 50; wait += 1) {
    const text = await readFile(log, 'utf8').catch(() => '');
    const link = text.match(/https?:\/\/\S+\/setup#[\w-]+/g)?.at(-1);
    if (link) return link;
    await sleep(100);
  }
  return null;
}
