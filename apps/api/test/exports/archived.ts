import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import yazl from 'yazl';
import type { Caller } from '../support/person.js';

/** The ZIP of the export of a workspace. */
export async function archiveOf(caller: Caller, workspace: string): Promise<Buffer> {
  const answer = await fetch(`${caller.origin}/v1/workspaces/${workspace}/export/files.zip`, {
    headers: { authorization: `Bearer ${caller.token}` },
  });
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** The files in a ZIP, by their names. */
export async function filesIn(archive: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(archive);
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}

export async function zipped(files: Iterable<[string, Buffer | string]>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of files) zip.addBuffer(Buffer.from(content as string), name);
  zip.end();
  return buffer(zip.outputStream);
}
