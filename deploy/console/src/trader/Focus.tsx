import { useTranslation } from 'react-i18next';
import type { Portfolio, TierStanding } from '../api/types';
import { percent } from '../ui/format';
import { Icon } from '../ui/Icon';
import { picture } from './art';
import { Conditions } from './Conditions';
import { nextOf } from './next';
import { NextButton } from './NextButton';

/** The tier where something can be done, large. */
export function Focus({ portfolio, tier }: { portfolio: Portfolio; tier: TierStanding }) {
  const { t } = useTranslation();
  const next = nextOf(portfolio, tier);
  const held = tier.status === 'active' || tier.status === 'unlocked';
  return (
    <section className="focus" data-tier={tier.level} aria-labelledby="focus-name">
      <div className={`focus-art ${held ? 'held' : ''}`}>
        <img {...picture(portfolio.artwork, tier.level, '(max-width: 860px) 190px, 380px')} alt="" width="480" height="480" fetchPriority="high" />
      </div>
      <div className="focus-body">
        <div className="stack-s">
          <p className="row">
            <span className="tier-number">{t('nfts.level', { level: tier.level })}</span>
            <TierPill tier={tier} />
          </p>
          <h2 id="focus-name">{tier.name}</h2>
          <p className="muted">{t(`next.${next.kind}.text`, { name: tier.name })}</p>
        </div>
        {held ? null : <Conditions portfolio={portfolio} tier={tier} />}
        <Gains portfolio={portfolio} tier={tier} />
        <NextButton next={next} name={tier.name} large />
      </div>
    </section>
  );
}

export function TierPill({ tier }: { tier: TierStanding }) {
  const { t } = useTranslation();
  const tone = { active: 'good', unlockable: 'info', unlocked: 'warn', locked: '', burned: '', inactive: '' }[tier.status];
  return <span className={`pill ${tone}`}>{t(`status.${tier.status}`)}</span>;
}

/** What the tier brings, beside what is had now. */
function Gains({ portfolio, tier }: { portfolio: Portfolio; tier: TierStanding }) {
  const { t, i18n } = useTranslation();
  const now = portfolio.standing?.benefits;
  const share = (value: number) => (value > 0 ? `−${percent(value, i18n.language)}` : '0');
  return (
    <dl className="gains">
      <Gain label={t('nfts.fee')} from={share(now?.feeReduction ?? 0)} to={share(tier.benefits.feeReduction)} />
      <Gain label={t('nfts.uses')} from={String(now?.aiagentUses ?? 0)} to={String(tier.benefits.aiagentUses)} />
    </dl>
  );
}

function Gain({ label, from, to }: { label: string; from: string; to: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {from === to ? null : (
          <>
            <span className="muted">{from}</span>
            <Icon name="arrow" size={16} />
          </>
        )}
        <strong>{to}</strong>
      </dd>
    </div>
  );
}
