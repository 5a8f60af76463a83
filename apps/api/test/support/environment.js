import { TestEnvironment } from 'jest-environment-node';
import { AnswerSchemas } from './answer-schemas.ts';

let schemas;

/**
 * Jest's own environment plus the schemas of the OpenAPI document. Compiling them takes most of a second and the
 * document is the same for every test file, so a worker does it once.
 */
export default class Environment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.answerSchemas = (document) => {
      schemas ??= new AnswerSchemas(JSON.parse(document()));
      return schemas;
    };
  }
}
