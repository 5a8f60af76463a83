import * as contract from '@weir/contract';
import * as playwright from 'playwright-core';

/** Large packages without state of a test, which stories import. */
export const shared = { '@weir/contract': contract, 'playwright-core': playwright };
