'use client';

import type { BoardPrice } from '@weir/contract';
import type { ReactNode } from 'react';
import { Day } from '@/components/data/time';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './credits.module.css';
import type { ChargedPrice } from './use-price';

const bold = (text: ReactNode) => <b>{text}</b>;

/** The current price of a request, the reader’s credits, when the price may be lower, and which requests are free. */
export function PriceLine({ price }: { price: ChargedPrice }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { account, forecast, forecastRecord } = price;
  return (
    <>
      {t.rich('credits.price.now', { price: price.price, b: bold })}{' '}
      {account &&
        t.rich('credits.price.balance', {
          balance: account.balance,
          credits: account.credits,
          day: () => <Day date={account.renewsOn} long />,
          link: (text) => <Link href={`/${slug}/credits`}>{text}</Link>,
        })}{' '}
      <span className={styles.soft}>
        {t('credits.price.free')} {forecast && <ForecastText price={price.price} forecast={forecast} />}{' '}
        {forecast && 'days' in forecast && forecastRecord && t('credits.forecast.record', forecastRecord)}
      </span>
    </>
  );
}

function ForecastText({ price, forecast }: { price: number; forecast: NonNullable<BoardPrice['forecast']> }) {
  const t = useTranslations();
  if ('unknown' in forecast)
    return t('credits.forecast.unknown', { sample: forecast.sample, needed: forecast.needed });
  const lower = forecast.days.find(({ p50 }) => p50 < price);
  const last = forecast.days.at(-1);
  if (!last) return null;
  const range = { from: last.p15, to: last.p85, until: () => <Day date={last.day} long /> };
  return lower
    ? t.rich('credits.forecast.lower', {
        ...range,
        share: lower.cheaper,
        day: () => <Day date={lower.day} long />,
      })
    : t.rich('credits.forecast.notLower', range);
}
