import { TestEnvironment } from 'jest-environment-node';
import { shared } from './shared.js';

/** Jest's own environment plus the packages that are loaded once per worker. */
export default class Environment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.sharedModules = shared;
  }
}
