import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { endChild } from '../src/processes.js';

async function aStubbornChild() {
  const source = `process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); setInterval(() => {}, 1000); console.log('up')`;
  const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return child;
}

test('a child that ignores a signal gets the next one', async () => {
  const child = await aStubbornChild();
  await endChild(child, ['SIGINT', 'SIGTERM', 'SIGKILL'], 500);
  expect(child.signalCode).toBe('SIGKILL');
  // One that has ended gets none.
  await endChild(child, ['SIGKILL'], 500);
});

test('a child that survives every signal is an error, so that nobody waits for it', async () => {
  const child = await aStubbornChild();
  await expect(endChild(child, ['SIGINT', 'SIGTERM'], 50)).rejects.toThrow('survives SIGINT and SIGTERM');
  await endChild(child, ['SIGKILL'], 10_000);
});
