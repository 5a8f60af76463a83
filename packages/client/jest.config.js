import preset from '@weir/config/jest';

/** The test files share one server; each has a person and a workspace of its own. */
export default { ...preset, globalSetup: './test/start.js', globalTeardown: './test/stop.js' };
