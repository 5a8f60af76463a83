import * as contract from '@weir/contract';
import * as domain from '@weir/domain';
import * as pg from 'pg';
import * as uuid from 'uuid';

/** Packages without state of a test, which tests import and the API has already loaded. */
export const shared = { '@weir/contract': contract, '@weir/domain': domain, pg, uuid };
