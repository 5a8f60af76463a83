import { constants } from 'node:zlib';
import type { FastifyCompressOptions } from '@fastify/compress';

/**
 * Texts of a kilobyte or more are compressed for callers that accept it. Not event streams: each event has to leave at
 * once. Nor the board, which is compressed once for all its readers.
 */
export const compression: FastifyCompressOptions = {
  global: true,
  threshold: 1024,
  encodings: ['br', 'gzip'],
  customTypes: /^(?:text\/(?!event-stream)|application\/(?:json|problem\+json|javascript|yaml))/,
  // Answers are compressed as they leave: this quality takes about the time of gzip, the default one many times that.
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
};
