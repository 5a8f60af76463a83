import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Jest reporter: writes the run's totals to `<package>/.jest-result.json`. */
export default class ResultFile {
  constructor(globalConfig) {
    this.file = join(globalConfig.rootDir, '.jest-result.json');
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites }) {
    const totals = { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites };
    writeFileSync(this.file, `${JSON.stringify(totals)}\n`);
  }
}
