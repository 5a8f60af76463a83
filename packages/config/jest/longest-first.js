import Sequencer from '@jest/test-sequencer';

/** The files that take longest, in their order. Without it, one of them could begin last, and a core would be idle until it ends. */
const longest = [
  'events/rebuilding/rebuilding',
  'board/kept',
  'workspace/home',
  'requests/asking',
  'races/limits/scopes-race',
  'races/limits/column-limit-race',
  'fault-runs/fault-runs',
  'http/process',
  'http/load/fair-shares',
  'database/outages/database-trouble',
  'database/outages/silent-database',
  'database/background',
  'app/accessible',
  'board/live',
  'requests/guest',
  'workspace/account/mails',
  'workspace/setup',
  'workspace/signing-in',
  'requests/public-form',
  'app/phone',
  'app/palette',
  'intake/histories/intake-histories',
  'boards/changes/changes-histories',
  'model/programs',
  'model/concurrent',
  'intake/door/door-reasons',
  'intake/ledger/ledger',
  'races/intake-race',
  'events/events',
  'test/drift',
  'test/intake',
  'test/sql-sources',
].map((path) => `/${path}.test.ts`);

/** Starts the longest test files first, then the others in Jest's order. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = longest.findIndex((each) => path.endsWith(each));
      return at === -1 ? longest.length : at;
    };
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
