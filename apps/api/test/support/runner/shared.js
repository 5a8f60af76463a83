import * as contract from '@weir/contract';
import * as domain from '@weir/domain';
import * as pg from 'pg';
import * as uuid from 'uuid';

/** Packages that hold no state of a test. The API has loaded them already, so tests use the same modules. */
export const shared = { '@weir/contract': contract, '@weir/domain': domain, pg, uuid };
