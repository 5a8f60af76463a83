import { SetMetadata } from '@nestjs/common';

/** The key of the metadata that `@Versioned()` sets on a handler. */
export const VERSIONED = Symbol('the body has a version');

/** The body has a `version`, and the response an ETag made of it. */
export const Versioned = () => SetMetadata(VERSIONED, true);
