'use client';

import { offline } from '@/lib/api/offline';
import { type Result, resultOf } from '@/lib/api/result';
import { notifySessionEnded } from '@/lib/session-ended';

type Options = {
  /** The same for every attempt, so that a retry after a lost answer takes effect once. */
  key: string;
  method?: 'POST' | 'PUT';
  /** Parameters of the address, in addition to the file's name. */
  query?: Record<string, string>;
  /** Called with the part that is sent, from 0 to 1. */
  onProgress: (sent: number) => void;
};

/** Sends a file as it is. `fetch` does not tell how much of a body is sent, so this is an XMLHttpRequest. */
export function upload<T>(
  path: string,
  file: File,
  { key, method = 'POST', query = {}, onProgress }: Options,
): Promise<Result<T>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, `/api/weir${path}?${new URLSearchParams({ name: file.name, ...query })}`);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('accept-language', document.documentElement.lang);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('idempotency-key', key);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const { status, responseText } = request;
      if (status === 401) notifySessionEnded();
      const type = request.getResponseHeader('content-type') ?? '';
      resolve(resultOf<T>(new Response(responseText, { status, headers: { 'content-type': type } })));
    };
    request.onerror = () => resolve({ ok: false, problem: offline });
    request.ontimeout = request.onerror;
    request.onabort = request.onerror;
    request.send(file);
  });
}
