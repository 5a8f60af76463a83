'use client';

import { useEffect, useEffectEvent, useRef } from 'react';

const askEvery = 2_500;

/**
 * While nothing answered what was sent, asks whether the server answers again, and then sends once more, unless the values
 * have changed. Call what it returns with the values, and what else is sent with them, at each sending.
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
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    const ask = async () => {
      clearTimeout(timer);
      const answer = await fetch('/api/reachable', { cache: 'no-store' }).catch(() => null);
      if (isOver) return;
      if (answer?.ok) sendNow();
      else timer = setTimeout(ask, askEvery);
    };
    timer = setTimeout(ask, askEvery);
    window.addEventListener('online', ask);
    return () => {
      isOver = true;
      clearTimeout(timer);
      window.removeEventListener('online', ask);
    };
  }, [isUnanswered, text]);
  return (sent, extra) => {
    last.current = { text: JSON.stringify(sent), extra };
  };
}
