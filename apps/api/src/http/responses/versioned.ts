import { SetMetadata } from '@nestjs/common';

/** The key of the metadata that `@Versioned()` sets on a handler. */
export const VERSIONED = Symbol('the response has an ETag');

/** The response has an ETag made of the body, and of its `version` if it has one. */
export const Versioned = () => SetMetadata(VERSIONED, true);
