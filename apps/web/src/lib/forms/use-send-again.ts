'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import { untilReachable } from '@/lib/api/reachable';

/**
 * Sends a form again when the server answers again, unless its values have changed since. Returns a function: call it at each
 * sending with the values and with whatever else is sent.
 */
export function useSendAgain<Extra>(
  isUnanswered: boolean,
  values: object,
  send: (extra: Extra | undefined) => unknown,
): (sent: object, extra: Extra | undefined) => void {
  const last = useRef<{ text?: string; extra?: Extra | undefined }>({});
  const text = JSON.stringify(values);
  const sendNow = useEffectEvent(() => void send(last.current.extra));
  useEffect(() => {
    if (!isUnanswered || text !== last.current.text) return;
    const stop = new AbortController();
    void untilReachable(stop.signal).then(() => {
      if (!stop.signal.aborted) sendNow();
    });
    return () => stop.abort();
  }, [isUnanswered, text]);
  return (sent, extra) => {
    last.current = { text: JSON.stringify(sent), extra };
  };
}
