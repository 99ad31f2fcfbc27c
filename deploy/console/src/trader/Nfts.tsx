import { useTranslation } from 'react-i18next';
import type { Portfolio, Standing } from '../api/types';
import { useLive } from '../shell/live';
import { percent } from '../ui/format';
import { PageTitle } from '../ui/PageTitle';
import { Empty, Failure, Notice, Skeleton } from '../ui/states';
import { Amount } from '../ui/values';
import { pictureOf } from './art';
import { Focus } from './Focus';
import { focusOf } from './next';
import { usePortfolio } from './queries';
import { TierTile } from './TierTile';
import './trader.css';

/** The first screen: where the trader stands, what is next, and the whole way. */
export function Nfts() {
  const { t } = useTranslation();
  const portfolio = usePortfolio();
  const focus = portfolio.data ? focusOf(portfolio.data) : null;
  return (
    <>
      <div className="page-head">
        <div>
          <PageTitle>{t('nfts.title')}</PageTitle>
          <p>{t('nfts.text')}</p>
        </div>
        <LiveMark />
      </div>
      {portfolio.error ? <Failure error={portfolio.error} retry={() => void portfolio.refetch()} /> : null}
      {portfolio.data ? <Screen portfolio={portfolio.data} focusLevel={focus?.level ?? 0} /> : portfolio.isPending ? <Skeleton heights={[92, 380, 300]} /> : null}
    </>
  );
}

function Screen({ portfolio, focusLevel }: { portfolio: Portfolio; focusLevel: number }) {
  const { t } = useTranslation();
  const { standing } = portfolio;
  const focus = standing?.tiers.find(({ level }) => level === focusLevel);
  return (
    <>
      {portfolio.unavailable.length > 0 ? (
        <Notice tone="warn">
          <strong>{t('nfts.partly')}</strong>
        </Notice>
      ) : null}
      {standing ? <Summary standing={standing} /> : <Empty icon="card" title={t('nfts.noStanding')} />}
      {standing && focus ? <Focus portfolio={portfolio} tier={focus} /> : null}
      {standing ? (
        <section className="stack" aria-labelledby="ladder">
          <h2 id="ladder">{t('nfts.ladder')}</h2>
          <ol className="ladder">
            {standing.tiers.map((tier) => (
              <li key={tier.level}>
                <TierTile portfolio={portfolio} tier={tier} />
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      {standing && standing.competitionNfts.length > 0 ? <Trophies portfolio={portfolio} standing={standing} /> : null}
    </>
  );
}

function Summary({ standing }: { standing: Standing }) {
  const { t, i18n } = useTranslation();
  const { benefits } = standing;
  return (
    <dl className="summary">
      <div>
        <dt>{t('nfts.volume')}</dt>
        <dd data-testid="volume">
          <Amount value={standing.volume} />
        </dd>
      </div>
      <div>
        <dt>{t('nfts.fee')}</dt>
        <dd>{benefits.feeReduction > 0 ? `−${percent(benefits.feeReduction, i18n.language)}` : t('nfts.none')}</dd>
      </div>
      <div>
        <dt>{t('nfts.uses')}</dt>
        <dd>{benefits.aiagentUses > 0 ? t('nfts.perWeek', { count: benefits.aiagentUses }) : t('nfts.none')}</dd>
      </div>
    </dl>
  );
}

function Trophies({ portfolio, standing }: { portfolio: Portfolio; standing: Standing }) {
  const { t } = useTranslation();
  return (
    <section className="stack" aria-labelledby="trophies">
      <h2 id="trophies">{t('nfts.trophies')}</h2>
      <ul className="trophies">
        {standing.competitionNfts.map((nft) => (
          <li key={nft.mintAddress} className="panel trophy" data-tier={nft.level}>
            <img src={pictureOf(portfolio.artwork, nft.level, 160)} alt="" width="88" height="88" />
            <div className="stack-s">
              <h3>{nft.tierName}</h3>
              <span className={`pill ${nft.status === 'active' ? 'good' : ''}`}>{t(`status.${nft.status}`)}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LiveMark() {
  const { t } = useTranslation();
  const { state } = useLive();
  const tone = state === 'open' ? 'good' : state === 'lost' ? 'warn' : '';
  return (
    <span className={`pill live ${tone}`} role="status">
      {t(`live.${state}`)}
    </span>
  );
}
