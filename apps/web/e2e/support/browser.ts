import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Launches a real Chromium: the one named by CHROMIUM_PATH, Debian's, Playwright's own, or the one inside an npm package. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({ ...options, args, executablePath: await chromiumPath() });
}

/** A browser that is killed when it is no longer needed, because it may be too busy to close. */
export async function launchBrowserApart(): Promise<{ browser: Browser; kill(): Promise<void> }> {
  const server = await chromium.launchServer({ args, executablePath: await chromiumPath() });
  return { browser: await chromium.connect(server.wsEndpoint()), kill: () => server.kill() };
}

/**
 * Finds its path. The one inside a package is unpacked first. That takes a while, and two processes at once would each
 * start the other's half-written file, so it is unpacked once, before the tests.
 */
export async function chromiumPath(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  const installed = ['/usr/bin/chromium', chromium.executablePath()].find((path) => path && existsSync(path));
  return installed ?? fromPackage();
}

/** It unpacks its own shared libraries only if it seems to run on AWS Lambda, which it checks when imported. */
async function fromPackage(): Promise<string> {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  const path = await packaged.executablePath();
  if (runs(path)) return path;
  // An existing file is used as it is, but an interrupted run may have left an incomplete one.
  for (const part of ['chromium', 'al2023', 'fonts', 'libGLESv2.so'])
    rmSync(join(tmpdir(), part), { recursive: true, force: true });
  return packaged.executablePath();
}

function runs(path: string): boolean {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
