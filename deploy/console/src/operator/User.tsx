import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { UserPicture } from '../api/types';
import { useApi } from '../auth/context';
import { Bar } from '../ui/Bar';
import { percent } from '../ui/format';
import { PageTitle } from '../ui/PageTitle';
import { Failure, Notice, Skeleton } from '../ui/states';
import { Amount, Copy, When } from '../ui/values';
import './operator.css';

/** All that the services know of one user. */
export default function User() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const api = useApi();
  const user = useQuery({ queryKey: ['user', id], queryFn: () => api.user(id), refetchInterval: 5_000 });
  return (
    <>
      <div className="page-head">
        <div>
          <Link to="/admin/search" className="small">
            {t('search.title')}
          </Link>
          <PageTitle>{t('nav.user', { id })}</PageTitle>
        </div>
      </div>
      {user.error ? <Failure error={user.error} retry={() => void user.refetch()} /> : null}
      {user.isPending ? <Skeleton heights={[160, 240, 200]} /> : null}
      {user.data ? <Picture user={user.data} /> : null}
    </>
  );
}

function Picture({ user }: { user: UserPicture }) {
  const { t } = useTranslation();
  return (
    <>
      {user.unavailable.length > 0 ? <Notice tone="warn">{t('overview.unavailable', { parts: user.unavailable.join(', ') })}</Notice> : null}
      <div className="board">
        {user.account ? <Account account={user.account} /> : null}
        {user.account ? <Tiers standing={user.account.standing} /> : null}
        <section className="panel stack wide" aria-labelledby="ops">
          <h2 id="ops">{t('user.operations')}</h2>
          <ul className="lines">
            {(user.operations ?? []).map(({ operation, stuck }) => (
              <li key={operation.id}>
                <Link to={`/admin/operations/${operation.id}`}>{t(`progress.${operation.kind}`, { level: operation.toLevel })}</Link>
                <span className="row">
                  {stuck ? <span className="pill bad">{t('overview.stuck')}</span> : null}
                  <span className="pill">{t(`operationStatus.${operation.status}`)}</span>
                  <span className="small muted">
                    <When at={operation.updatedAt} />
                  </span>
                </span>
              </li>
            ))}
          </ul>
          {user.operations?.length === 0 ? <p className="muted">{t('user.none')}</p> : null}
        </section>
        {user.nfts ? <Nfts nfts={user.nfts} /> : null}
        <section className="panel stack" aria-labelledby="ub">
          <h2 id="ub">{t('badges.title')}</h2>
          <ul className="lines">
            {(user.badges ?? []).map((badge) => (
              <li key={badge.badge}>
                <span>{badge.name}</span>
                <span className="pill">{t(`badgeState.${badge.state}`)}</span>
              </li>
            ))}
          </ul>
          {user.badges?.length === 0 ? <p className="muted">{t('user.none')}</p> : null}
        </section>
        {user.account ? <Lately items={user.account.history.items} /> : null}
      </div>
    </>
  );
}

type KnownAccount = NonNullable<UserPicture['account']>;

function Account({ account }: { account: KnownAccount }) {
  const { t } = useTranslation();
  const { standing, wallets } = account;
  return (
    <section className="panel stack" aria-labelledby="account">
      <h2 id="account">{t('user.account')}</h2>
      <dl className="facts">
        <dt>{t('nfts.volume')}</dt>
        <dd>
          <Amount value={standing.volume} />
        </dd>
        <dt>{t('user.wallet')}</dt>
        <dd>{standing.walletAddress ? <Copy text={standing.walletAddress} /> : t('nfts.none')}</dd>
      </dl>
      {wallets.length > 0 ? (
        <>
          <h3>{t('user.wallets')}</h3>
          <ul className="lines">
            {wallets.map((wallet) => (
              <li key={wallet.walletAddress + wallet.linkedFrom}>
                <Copy text={wallet.walletAddress} />
                <span className="small muted">
                  <When at={wallet.linkedFrom} />
                  {wallet.linkedUntil ? (
                    <>
                      {' – '}
                      <When at={wallet.linkedUntil} />
                    </>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function Tiers({ standing }: { standing: KnownAccount['standing'] }) {
  const { t, i18n } = useTranslation();
  return (
    <section className="panel stack" aria-labelledby="tiers">
      <h2 id="tiers">{t('nfts.ladder')}</h2>
      {standing.tiers.map((tier) => (
        <div key={tier.level} data-tier={tier.level}>
          <Bar thin label={tier.name} share={tier.progress.ratio}>
            <span>
              {tier.name} <span className="pill">{t(`status.${tier.status}`)}</span>
            </span>
            <span>{percent(tier.progress.ratio, i18n.language)}</span>
          </Bar>
        </div>
      ))}
    </section>
  );
}

function Nfts({ nfts }: { nfts: NonNullable<UserPicture['nfts']> }) {
  const { t } = useTranslation();
  return (
    <section className="panel stack" aria-labelledby="un">
      <h2 id="un">{t('user.nfts')}</h2>
      <ul className="lines">
        {nfts.nfts.map((nft) => (
          <li key={nft.mintAddress}>
            <span>
              {nft.tierName} <Copy text={nft.mintAddress} />
            </span>
            <span className="row">
              {nft.status === 'burned' ? (
                <Link to={`/admin/reissues?mint=${nft.mintAddress}`} className="small">
                  {t('reissues.reissue')}
                </Link>
              ) : null}
              <span className="pill">{t(`status.${nft.status}`)}</span>
            </span>
          </li>
        ))}
      </ul>
      {nfts.nfts.length === 0 ? <p className="muted">{t('user.none')}</p> : null}
      <h3>{t('user.transactions')}</h3>
      <ul className="lines">
        {nfts.transactions.map((one) => (
          <li key={one.id}>
            <span>
              {t(`kinds.${one.kind}`, { defaultValue: one.kind })} {one.signature ? <Copy text={one.signature} /> : null}
              {one.errorMessage ? <span className="small muted"> {one.errorMessage}</span> : null}
            </span>
            <span className="row">
              <span className="pill">{one.state}</span>
              <span className="small muted">
                <When at={one.queuedAt} />
              </span>
            </span>
          </li>
        ))}
      </ul>
      {nfts.awards.length > 0 ? (
        <>
          <h3>{t('user.awards')}</h3>
          <ul className="lines">
            {nfts.awards.map((award) => (
              <li key={award.requestId}>
                <span className="mono">{award.competitionId}</span>
                <span className="row">
                  <span className={`pill ${award.state === 'waiting_for_wallet' ? 'warn' : ''}`}>{t(`awards.states.${award.state}`)}</span>
                  <span className="small muted">
                    <When at={award.at} />
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

function Lately({ items }: { items: KnownAccount['history']['items'] }) {
  const { t } = useTranslation();
  return (
    <section className="panel stack" aria-labelledby="lately">
      <h2 id="lately">{t('user.history')}</h2>
      <ul className="lines">
        {items.map((item) => (
          <li key={item.id}>
            <span>{t(`events.${item.kind}`, { name: item.tierName ?? item.badgeName ?? '', defaultValue: item.kind })}</span>
            <span className="small muted">
              <When at={item.at} />
            </span>
          </li>
        ))}
      </ul>
      {items.length === 0 ? <p className="muted">{t('user.none')}</p> : null}
    </section>
  );
}
