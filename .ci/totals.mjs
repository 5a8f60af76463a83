// Adds up what each package's Jest run left in `.jest-result.json` and prints `N passed, N failed`.
// A test file that did not load counts as one failure. `--clear` removes old results first.
import { globSync, readFileSync, rmSync } from 'node:fs';

const files = globSync(['prisma/.jest-result.json', '{apps,packages}/*/.jest-result.json']);

if (process.argv.includes('--clear')) {
  for (const file of files) rmSync(file);
} else {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for (const file of files) {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    passed += result.numPassedTests;
    failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    skipped += result.numPendingTests;
  }
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}
