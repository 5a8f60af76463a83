'use client';

import { useQuery } from '@tanstack/react-query';
import type { ApiToken } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { useRef } from 'react';
import { Concern, ControlLine, ControlLines, Controls, Fact } from '@/components/data/control-lines';
import { Ago, useNow } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useTranslations } from '@/lib/words/use-translations';
import { RotationFacts } from '../secrets/rotation-facts';
import { NewToken } from './new-token';
import { RevokeToken } from './revoke-token';
import { RotateToken } from './rotate-token';
import { type TokensOf, tokenListPath } from './token-paths';
import styles from './tokens.module.css';

/** The person’s own tokens in this workspace, or those of a service account: to make, rotate and revoke. */
export function TokenList({ serviceAccount }: { serviceAccount?: string }) {
  return (
    <>
      <Tokens of={{ serviceAccount }} />
      {/* In one place, also while the list is empty: its dialog still shows the new secret when the list gets its first token. */}
      <div className={styles.add}>
        <NewToken serviceAccount={serviceAccount} />
      </div>
    </>
  );
}

/** A list of tokens. Those of everyone, for owners, have the name of their member and can only be revoked. */
export function Tokens({ of }: { of: TokensOf }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const path = tokenListPath(slug, of);
  const isOfAll = of === 'everyone';
  const { data, error } = useQuery(readingAll<ApiToken>(path));
  const list = useRef<HTMLUListElement>(null);
  if (!data) return error ? <ProblemNotice problem={error.problem} /> : <Skeleton />;
  return (
    <>
      {error && <ProblemNotice problem={error.problem} role="status" />}
      {data.items.length === 0 ? (
        <EmptyState title={t('tokens.none')}>{t('tokens.noneText')}</EmptyState>
      ) : (
        <ControlLines ref={list} label={t(isOfAll ? 'tokens.everyone.title' : 'tokens.list')}>
          {data.items.map((token) => (
            <TokenLine
              key={token.id}
              token={token}
              isOfAll={isOfAll}
              listPath={path}
              onRevoked={() => focusRows(list)}
            />
          ))}
        </ControlLines>
      )}
    </>
  );
}

function TokenLine({
  token,
  isOfAll,
  listPath,
  onRevoked,
}: {
  token: ApiToken;
  isOfAll: boolean;
  listPath: string;
  onRevoked: () => void;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const { name, owner, scopes, boards, expiresAt, lastUsedAt } = token;
  const isExpired = useNow() >= Date.parse(expiresAt ?? '9999-12-31');
  const ends = t.rich('tokens.facts.ends', {
    ends: isExpired ? 'past' : expiresAt ? 'ahead' : 'never',
    at: () => expiresAt && <Ago at={expiresAt} />,
  });
  return (
    <ControlLine
      name={name}
      facts={
        <>
          {isOfAll && <Fact>{t('tokens.everyone.of', { kind: owner.kind, name: owner.name })}</Fact>}
          <Fact>
            {t('tokens.facts.may', {
              scopes: format.list(scopes.map((scope) => t(`common.tokenScopes.${scope}.name`))),
              boards: boards === null ? 'all' : boards.length > 0 ? 'some' : 'none',
              names: format.list((boards ?? []).map((board) => board.name)),
            })}
          </Fact>
          <Fact>
            {t.rich('tokens.facts.used', {
              used: lastUsedAt ? 'yes' : 'no',
              at: () => lastUsedAt && <Ago at={lastUsedAt} />,
            })}
            {' · '}
            {isExpired ? <Concern>{ends}</Concern> : ends}
          </Fact>
          <RotationFacts of={token} />
        </>
      }
    >
      <Controls>
        {!isOfAll && <RotateToken token={token} isExpired={isExpired} listPath={listPath} />}
        <RevokeToken token={token} listPath={listPath} onRevoked={onRevoked} />
      </Controls>
    </ControlLine>
  );
}
