import { TestEnvironment } from 'jest-environment-node';
import { Promised } from './promised.ts';

let promised;

/**
 * Jest's own, and what holds answers to the API's promises: made of the OpenAPI document by the first file of a
 * worker that asks, for the document says the same to each, and reading it takes most of a second.
 */
export default class Environment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.promisedBy = (document) => {
      promised ??= new Promised(JSON.parse(document()));
      return promised;
    };
  }
}
